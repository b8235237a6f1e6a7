package datasync.repo.merge;

import datasync.git.FileVersions;
import datasync.git.Unmerged;
import datasync.io.AtomicFile;
import datasync.io.FileNames;
import datasync.object.TreeMerge;
import datasync.repo.ListingSource;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.text.ConflictMarkers;
import datasync.text.StrictUtf8;
import datasync.text.yaml.Yaml;
import datasync.track.DvcFile;
import datasync.track.LockFile;
import datasync.track.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `merge`: resolves conflicts in metadata files.
///
/// The versions come from the index while Git has the file open, else from the markers in it; what
/// both were made from then comes from the markers or the history. Each file is merged by itself.
public final class Resolve {
  private static final String LOCK = "dvc.lock";
  private static final String IGNORE = ".gitignore";

  private final Repository repository;
  private final Project project;
  private final TrackedMerge.Sources sources;
  private final Options options;
  private final Unmerged unmerged;
  private Map<String, List<String>> open = Map.of();

  /// How to resolve.
  ///
  /// @param rule what is taken where both sides changed the same; empty when that is for a person
  /// @param dryRun whether nothing is written
  public record Options(Optional<TreeMerge.Rule> rule, boolean dryRun) {}

  /// The versions of a file and where they come from.
  private record Found(FileVersions sides, boolean indexed) {}

  /// Prepares merging in a repository whose lock is held.
  ///
  /// @param listings for listings that the cache lacks
  public Resolve(Repository repository, Options options, ListingSource listings)
      throws IOException {
    this.repository = repository;
    this.project = repository.project();
    this.options = options;
    this.unmerged = repository.scm().isVersioned()
        ? new Unmerged(repository.scm().git()) : null;
    this.sources =
        new TrackedMerge.Sources(
            project,
            new VersionListings(repository, listings),
            new Commits(repository)::isAncestor);
  }

  /// Resolves the named files, or all that are in conflict when none is named.
  ///
  /// @throws RepositoryException when a name is no metadata file
  /// @throws datasync.text.FormatException when a version cannot be read; files before it are
  ///     resolved, it and those behind it are as they were
  public List<Resolution> run(List<String> names) throws IOException {
    if (unmerged != null) {
      open = unmerged.files();
    }
    List<Resolution> resolutions = new ArrayList<>();
    for (Path file : names.isEmpty() ? inConflict() : named(names)) {
      Resolution resolution = resolve(file);
      if (!names.isEmpty() || resolution.state() != Resolution.State.CLEAN) {
        resolutions.add(resolution);
      }
    }
    return resolutions;
  }

  private List<Path> named(List<String> names) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path file = project.workingDirectory().resolve(name).normalize();
      Path tracked = file.resolveSibling(file.getFileName() + ".dvc");
      if (!isMergeable(name(file)) && (Files.exists(tracked) || open.containsKey(name(tracked)))) {
        file = tracked;
      }
      if (!isMergeable(name(file))) {
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "'" + name + "' is no `.dvc` file, `dvc.lock` or `.gitignore`",
            "resolve it with an editor, then `git add` it");
      }
      files.add(file);
    }
    return files;
  }

  private List<Path> inConflict() throws IOException {
    if (unmerged == null) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "there is no Git repository that says what is in conflict",
          "name the files: `datasync merge FILE`");
    }
    List<Path> files = new ArrayList<>();
    for (String path : unmerged.tracked()) {
      Path file = repository.scm().top().resolve(path);
      boolean here = file.startsWith(project.root()) && isMergeable(path);
      if (here && !files.contains(file) && (open.containsKey(path) || hasMarkers(file))) {
        files.add(file);
      }
    }
    return files;
  }

  private static boolean isMergeable(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.endsWith(".dvc") && name.length() > 4 || name.equals(LOCK) || name.equals(IGNORE);
  }

  private String name(Path file) throws IOException {
    Path top = repository.scm().top();
    return file.startsWith(top)
        ? FileNames.slashed(top.relativize(file)) : file.toString();
  }

  private static boolean hasMarkers(Path file) throws IOException {
    return Files.isRegularFile(file) && ConflictMarkers.areIn(Files.readString(file,
        StandardCharsets.ISO_8859_1));
  }

  private Resolution resolve(Path file) throws IOException {
    Optional<Found> found = find(file);
    if (found.isEmpty()) {
      checkReadable(file);
      return Resolution.of(file, Resolution.State.CLEAN);
    }
    FileVersions sides = found.get().sides();
    if (found.get().indexed() && isEdited(file, sides)) {
      return Resolution.of(file, Resolution.State.EDITED);
    }
    if (sides.base().isEmpty() && !found.get().indexed()) {
      repository.notices().warning(
          "'" + project.relative(file) + "': what both sides were made from is not known, so what"
              + " one side deleted is there again");
    }
    Merged merged = merge(file, sides);
    if (!merged.choices().isEmpty() && options.rule().isEmpty()) {
      return new Resolution(file, Resolution.State.OPEN, merged.choices());
    }
    if (!options.dryRun()) {
      write(file, merged.text());
    }
    return new Resolution(
        file,
        merged.text() == null ? Resolution.State.DELETED : Resolution.State.MERGED,
        merged.choices());
  }

  /// Checks a file without conflict that somebody named, or that Git tracks.
  ///
  /// @throws datasync.track.MetadataException when it cannot be read, so that it needs mending
  private void checkReadable(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.equals(LOCK)) {
      LockFile.read(project, file);
    } else if (!name.equals(IGNORE)) {
      DvcFile.read(project, file);
    }
  }

  /// Whether somebody has worked on the file since Git left it: it has no markers and is neither
  /// our version, which a merge driver that failed leaves, nor any other one.
  private static boolean isEdited(Path file, FileVersions sides) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || hasMarkers(file)) {
      return false;
    }
    byte[] now = Files.readAllBytes(file);
    boolean asOurs = sides.ours().isPresent() && Arrays.equals(now, sides.ours().get());
    boolean half = sides.ours().isEmpty() || sides.theirs().isEmpty();
    return !asOurs && !half;
  }

  private Optional<Found> find(Path file) throws IOException {
    List<String> blobs = open.get(name(file));
    if (blobs != null) {
      return Optional.of(new Found(unmerged.read(blobs), true));
    }
    if (!hasMarkers(file)) {
      return Optional.empty();
    }
    String shown = project.relative(file);
    ConflictMarkers markers =
        ConflictMarkers.split(Yaml.decode(Files.readAllBytes(file), shown), shown);
    FileVersions sides =
        new FileVersions(
            markers.base().filter(text -> isReadable(file, text)).map(Resolve::bytes),
            Optional.of(bytes(markers.ours())),
            Optional.of(bytes(markers.theirs())));
    if (sides.base().isEmpty() && unmerged != null) {
      Optional<FileVersions> committed = unmerged.committed(name(file));
      if (committed.isPresent() && agree(committed.get(), sides)) {
        sides = committed.get();
      }
    }
    return Optional.of(new Found(sides, false));
  }

  private static boolean agree(FileVersions committed, FileVersions marked) {
    return committed.ours().isPresent() && committed.theirs().isPresent()
        && Arrays.equals(committed.ours().get(), marked.ours().get())
        && Arrays.equals(committed.theirs().get(), marked.theirs().get());
  }

  /// Whether the base of markers can be read: with `zdiff3` some of its lines are missing.
  private boolean isReadable(Path file, String text) {
    try {
      Optional<byte[]> same = Optional.of(bytes(text));
      merge(file, new FileVersions(Optional.empty(), same, same));
      return true;
    } catch (IOException broken) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Merged merge(Path file, FileVersions sides) throws IOException {
    TreeMerge.Rule rule = options.rule().orElse(TreeMerge.Rule.OURS);
    String shown = project.relative(file);
    Optional<String> ours = text(sides.ours(), shown);
    Optional<String> theirs = text(sides.theirs(), shown);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return half(ours, theirs, sides.base().isPresent(), rule);
    }
    Optional<String> base = text(sides.base(), shown);
    if (ours.equals(theirs)) {
      return new Merged(ours.get(), List.of());
    }
    return switch (file.getFileName().toString()) {
      case IGNORE -> IgnoreMerge.merge(base, ours.get(), theirs.get());
      case LOCK -> LockMerge.merge(base, ours.get(), theirs.get(), rule, shown);
      default ->
          new TrackedMerge(sources, file, rule, options.dryRun())
              .merge(base, ours.get(), theirs.get());
    };
  }

  /// The merge of a file that only one side has.
  private static Merged half(
      Optional<String> ours, Optional<String> theirs, boolean deleted, TreeMerge.Rule rule) {
    if (ours.isEmpty() && theirs.isEmpty()) {
      return new Merged(null, List.of());
    }
    String none = deleted ? "deleted or moved" : "not there";
    String some = deleted ? "changed" : "added or moved here";
    Choice choice =
        new Choice(
            "the whole file", ours.isEmpty() ? none : some, theirs.isEmpty() ? none : some);
    Optional<String> chosen =
        switch (rule) {
          case OURS -> ours;
          case THEIRS -> theirs;
          case BOTH -> ours.or(() -> theirs);
        };
    return new Merged(chosen.orElse(null), List.of(choice));
  }

  private static Optional<String> text(Optional<byte[]> bytes, String source)
      throws IOException {
    return bytes.isEmpty()
        ? Optional.empty()
        : Optional.of(StrictUtf8.decode(bytes.get()).replace("\r\n", "\n"));
  }

  private void write(Path file, String text) throws IOException {
    if (text == null) {
      Files.deleteIfExists(file);
    } else {
      AtomicFile.write(file, bytes(text));
    }
    repository.scm().track(file);
  }
}
