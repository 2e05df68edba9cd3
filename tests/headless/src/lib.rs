//! Tests live in `tests/`, one binary for each environment.
