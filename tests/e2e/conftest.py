import window_fixtures

collector = window_fixtures.collector
preferences = window_fixtures.preferences
empty_window = window_fixtures.empty_window
