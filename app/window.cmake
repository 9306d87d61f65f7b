# The program with a window. All rooms must be there to link it.
foreach(part core_sync core_sandbox ui_overview ui_logs ui_exceptions ui_deliveries ui_jobs ui_wizard ui_workers ui_access)
  if(NOT TARGET ${part})
    message(STATUS "tracedeck is not built: ${part} is missing")
    return()
  endif()
endforeach()

# Everything but `main`: the bench of the window starts the same workbench.
add_library(app_window STATIC
  access_desk.cpp access_desk.h account_book.cpp account_book.h account_dialogs.cpp account_dialogs.h changes_desk.cpp changes_desk.h deliveries_desk.cpp
  deliveries_desk.h doctor_desk.cpp doctor_desk.h draft_keys.cpp draft_keys.h feed_desk.cpp feed_desk.h feed_text.cpp feed_text.h file_imports.cpp file_imports.h gap_counts.cpp gap_counts.h import_run.cpp import_run.h jobs_desk.cpp jobs_desk.h jobs_desk_acts.cpp key_ring.cpp key_ring.h left_behind.cpp left_behind.h network.h
  open_store.cpp open_store.h profile_place.cpp profile_place.h rooms.cpp rooms.h
  sandbox_account.cpp sandbox_account.h source_feed.cpp source_feed.h tour.cpp tour.h window_memory.cpp window_memory.h
  wizard_desk.cpp wizard_desk.h wizard_desk_asks.cpp wizard_desk_end.cpp wizard_review.cpp wizard_review.h
  worker_links.cpp worker_links.h workers_desk.cpp workers_desk.h workers_desk_files.cpp
  workers_desk_switch.cpp wrangler_work.cpp wrangler_work.h workbench.cpp workbench.h workbench_doctor.cpp workbench_places.cpp)
target_include_directories(app_window PUBLIC ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/app)
target_link_libraries(app_window PUBLIC tracedeck_options core_sync core_sandbox core_access core_doctor core_settings core_secrets core_jobs core_workspace core_preview ui_shell ui_onboarding
  ui_overview ui_logs ui_exceptions ui_deliveries ui_jobs ui_wizard ui_workers ui_access
  Qt6::Widgets Qt6::Concurrent)
add_executable(tracedeck main.cpp)
target_link_libraries(tracedeck PRIVATE app_window CLI11::CLI11)
