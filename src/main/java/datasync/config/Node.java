package datasync.config;

/// What stands under a name in a configuration.
sealed interface Node permits Section, Setting {}
