"""Ready models for frameworks; each module imports its framework, so import only what you use."""
