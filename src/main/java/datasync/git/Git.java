package datasync.git;

import datasync.io.Environment;
import datasync.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calls of the program `git` in one working tree. Each blocks until the program ends.
/// Safe for several threads.
///
/// All throw [datasync.process.ProgramMissing] when there is no such program.
public final class Git {
  private static final int LIMIT = 1 << 28;
  private static final List<String> PREFIX =
      List.of("git", "--literal-pathspecs", "-c", "core.fsmonitor=false",
          "-c", "core.hooksPath=/dev/null", "-c", "core.quotepath=false");
  /// What a hook of Git's inherits; it would lead to another index or repository.
  private static final List<String> FOREIGN =
      List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX",
          "GIT_NAMESPACE");

  /// Transports that address no program of this machine, as `ext::` does.
  private static final List<String> PROTOCOLS = List.of("file", "git", "http", "https", "ssh");

  private final Path workTree;
  private final Map<String, String> environment;

  /// @param workTree where it runs
  /// @param environment whose variables it gets
  public Git(Path workTree, Environment environment) {
    this.workTree = workTree;
    this.environment = new HashMap<>(environment.variables());
    this.environment.keySet().removeAll(FOREIGN);
    this.environment.put("LC_ALL", "C");
    this.environment.put("GIT_OPTIONAL_LOCKS", "0");
    this.environment.put("GIT_TERMINAL_PROMPT", "0");
    this.environment.put("GIT_ALLOW_PROTOCOL", protocols(environment));
  }

  /// What the user allows, and of that what is harmless.
  private static String protocols(Environment environment) {
    String wanted = environment.variable("GIT_ALLOW_PROTOCOL");
    List<String> allowed = new ArrayList<>(PROTOCOLS);
    if (!wanted.isEmpty()) {
      allowed.retainAll(List.of(wanted.split(":")));
    }
    return String.join(":", allowed);
  }

  private Git(Path workTree, Map<String, String> environment) {
    this.workTree = workTree;
    this.environment = environment;
  }

  /// The same with the login of an address, which stays out of arguments.
  private Git with(GitAddress address) {
    Map<String, String> more = new HashMap<>(environment);
    more.putAll(address.variables());
    return new Git(workTree, more);
  }

  /// Fetches some refs of another repository and nothing else.
  ///
  /// @param refs what to fetch, as Git writes it
  /// @throws IOException when it cannot be reached or does not have them
  void fetch(String url, List<String> refs, String... options) throws IOException {
    GitAddress address = GitAddress.of(url, environment);
    List<String> arguments = new ArrayList<>(List.of("fetch", "--quiet", "--no-write-fetch-head"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--", address.plain()));
    arguments.addAll(refs);
    with(address).must(arguments);
  }

  /// Adds files to the index.
  ///
  /// @throws IOException when Git refuses
  public void add(List<Path> files) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("add", "--"));
    for (Path file : files) {
      arguments.add(workTree.relativize(file).toString());
    }
    must(arguments);
  }

  /// The commit that a revision means, or empty when there is none.
  public Optional<String> resolve(String revision) throws IOException {
    boolean search = revision.startsWith(":/");
    Optional<String> found = parse(search ? revision : revision + "^{commit}");
    return found.isPresent() && search ? parse(found.get() + "^{commit}") : found;
  }

  private Optional<String> parse(String revision) throws IOException {
    ChildProcess.Result result =
        run(List.of("rev-parse", "--verify", "--quiet", "--end-of-options", revision));
    return result.exit() == 0 ? Optional.of(result.text()) : Optional.empty();
  }

  /// The commits that branches or tags point to, each with their names joined by commas.
  ///
  /// @param kind `heads` or `tags`
  public Map<String, String> refs(String kind) throws IOException {
    String format = "--format=%(objectname) %(*objectname) %(refname:short)";
    Map<String, String> refs = new LinkedHashMap<>();
    for (String line : lines(List.of("for-each-ref", format, "refs/" + kind + "/"))) {
      String[] parts = line.split(" ", 3);
      String commit = parts[1].isEmpty() ? parts[0] : parts[1];
      refs.merge(commit, parts[2], (one, other) -> one + "," + other);
    }
    return refs;
  }

  /// All commits that branches, branches of remotes, tags or HEAD reach, newest first; the refs of
  /// experiments and the stash do not count, as in DVC.
  public List<String> commits() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("rev-list"));
    arguments.addAll(everything());
    return lines(arguments);
  }

  /// What `rev-list` has to be told to reach [#commits].
  List<String> everything() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--branches", "--remotes", "--tags"));
    resolve("HEAD").ifPresent(arguments::add);
    return arguments;
  }

  /// The commit that a revision means in another repository.
  ///
  /// @throws IOException when the repository cannot be reached or has no such ref
  public String remoteCommit(String url, String revision) throws IOException {
    GitAddress address = GitAddress.of(url, environment);
    List<String> found =
        with(address).lines(List.of("ls-remote", "--", address.plain(), revision));
    if (found.isEmpty()) {
      throw new IOException("the repository " + withoutSecrets(url) + " has no `" + revision + "`");
    }
    return found.getFirst().split("\\s")[0];
  }

  /// The state of the working tree as `git status --porcelain` tells it.
  ///
  /// @param untracked whether untracked files are listed, each by itself, or not at all
  /// @return lines of two state letters, a blank and a path relative to the top
  public List<String> status(boolean untracked) throws IOException {
    String how = untracked ? "--untracked-files=all" : "--untracked-files=no";
    ChildProcess.Result result = must(List.of("status", "--porcelain", "-z", "--no-renames", how));
    List<String> lines = new ArrayList<>();
    for (String line : result.text().split("\0")) {
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  /// The files of a commit. The caller closes it.
  public GitTree tree(String commit) throws IOException {
    return new GitTree(this, commit);
  }

  ChildProcess start(List<String> arguments) throws IOException {
    return ChildProcess.start(command(arguments), workTree, environment);
  }

  ChildProcess.Result must(List<String> arguments) throws IOException {
    ChildProcess.Result result = run(arguments);
    if (result.exit() != 0) {
      throw new IOException(
          "`git " + arguments.getFirst() + "` failed: " + withoutSecrets(result.err()));
    }
    return result;
  }

  /// A text with the user part of all URLs masked.
  public static String withoutSecrets(String text) {
    return text.replaceAll("://[^/@\\s'\"]+@", "://***@");
  }

  ChildProcess.Result run(List<String> arguments) throws IOException {
    return ChildProcess.run(command(arguments), workTree, environment, LIMIT);
  }

  List<String> lines(List<String> arguments) throws IOException {
    String text = must(arguments).text();
    return text.isEmpty() ? List.of() : List.of(text.split("\n"));
  }

  /// Runs it with the hooks that the user configured, where the others have none.
  ChildProcess.Result withHooks(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(arguments);
    return ChildProcess.run(command, workTree, environment, LIMIT);
  }

  /// The top of the working tree it runs in.
  Path workTree() {
    return workTree;
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(PREFIX);
    command.addAll(arguments);
    return command;
  }
}
