#include "ingest/window.h"

#include <cstring>

namespace tracedeck::ingest {

Window::Window(Inflater& source) : m_source(source), m_bytes(kWindow + kLinePadding) {}

bool Window::fill()
{
    if (m_ended)
        return false;
    if (m_begin > 0) {
        std::memmove(m_bytes.data(), m_bytes.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_bytes.size() - kLinePadding - m_end < kWindow / 4)
        m_bytes.resize(m_bytes.size() * 2);
    const auto room = m_bytes.size() - kLinePadding - m_end;
    const auto got = m_source.read({reinterpret_cast<std::byte*>(m_bytes.data() + m_end), room});
    if (!got)
        m_failure = got.error();
    m_ended = !got || *got == 0;
    m_end += got ? *got : 0;
    return !m_ended;
}

std::string_view Window::peek(std::size_t bytes)
{
    while (view().size() < bytes && fill()) {}
    return view();
}

} // namespace tracedeck::ingest
