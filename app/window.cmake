# The program with a window. All rooms must be there to link it.
foreach(part core_sync core_delivery ui_overview ui_logs ui_exceptions)
  if(NOT TARGET ${part})
    message(STATUS "tracedeck is not built: ${part} is missing")
    return()
  endif()
endforeach()

# Everything but `main`: the bench of the window starts the same workbench.
add_library(app_window STATIC
  workbench.cpp workbench.h import_run.cpp import_run.h sample_data.cpp sample_data.h tour.cpp tour.h rooms.cpp rooms.h
  window_memory.cpp window_memory.h)
target_include_directories(app_window PUBLIC ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/app)
target_link_libraries(app_window PUBLIC tracedeck_options core_sync core_delivery ui_shell ui_onboarding ui_overview ui_logs ui_exceptions
  Qt6::Widgets Qt6::Concurrent)
add_executable(tracedeck main.cpp)
target_link_libraries(tracedeck PRIVATE app_window CLI11::CLI11)
