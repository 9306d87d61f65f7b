# Sourced by the rules: the project's own text files, by pattern. A file not yet added to git counts too.
tracked() {
    git ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r file; do
        if [[ -f $file ]]; then printf '%s\n' "$file"; fi
    done
}

# Prints what was found under a heading and fails, or says nothing.
report() {
    local heading=$1 found=$2
    [[ -z $found ]] && return 0
    printf '%s:\n%s\n' "$heading" "$found"
    return 1
}
