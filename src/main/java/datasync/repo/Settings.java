package datasync.repo;

import datasync.config.Config;
import datasync.io.Environment;
import datasync.track.Project;
import datasync.workspace.LinkType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the configuration says about the project on this machine.
///
/// @param cacheFolder the top of the cache
/// @param linkTypes how workspace files are made, in order of preference
/// @param sharedCache whether the cache is writable for the group
/// @param threads how many threads walk and hash
/// @param scm whether Git is used at all
/// @param autostage whether written metadata files are added to Git's index
/// @param hardlinkLock whether the repository lock is the hard-link lock
/// @param parsing how templating writes mappings in commands
record Settings(
    Path cacheFolder,
    List<LinkType> linkTypes,
    boolean sharedCache,
    int threads,
    boolean scm,
    boolean autostage,
    boolean hardlinkLock,
    Project.Parsing parsing) {
  /// DVC's default when `cache.type` is not set.
  private static final List<LinkType> DEFAULT_LINKS = List.of(LinkType.REFLINK, LinkType.COPY);

  static Settings of(Config config, Path dvcFolder, Environment environment) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Settings(
        config.cacheDirectory().orElse(dvcFolder.resolve("cache")),
        linkTypes(config.list("cache", "type")),
        config.text("cache", "shared").orElse("").equals("group"),
        config.whole("core", "checksum_jobs").orElse(cores),
        !config.flag("core", "no_scm"),
        config.flag("core", "autostage"),
        config.flag("core", "hardlink_lock"),
        parsingOf(config));
  }

  static Project.Parsing parsingOf(Config config) {
    return new Project.Parsing(
        config.text("parsing", "bool").orElse("").equals("boolean_optional"),
        config.text("parsing", "list").orElse("").equals("append"));
  }

  private static List<LinkType> linkTypes(List<String> names) {
    List<LinkType> types = new ArrayList<>();
    for (String name : names) {
      Optional<LinkType> type = LinkType.parse(name);
      type.ifPresent(types::add);
    }
    return types.isEmpty() ? DEFAULT_LINKS : types;
  }
}
