package datasync.repo.merge;

/// How a hook starts datasync when no `datasync` is on the PATH.
///
/// @param java the program `java`, or empty
/// @param jar the jar, or the program `datasync` of an image when `java` is empty; empty when
///     there is neither
public record Program(String java, String jar) {
  private static final String FOUND = ">/dev/null 2>&1";

  /// A hook: a shell script that gives its arguments to the first of these that is there:
  /// `datasync` on the PATH, this program, `dvc` on the PATH.
  ///
  /// @param shell the program `sh`
  String hook(String shell, String name) {
    StringBuilder text = new StringBuilder("#!").append(shell);
    text.append("\n# Made by `datasync install`: the first of these programs that is here runs.\n");
    String call = " git-hook " + name + " \"$@\"";
    block(text, found("datasync"), "datasync" + call);
    if (!jar.isEmpty()) {
      block(text, condition(), start() + call);
      if (!java.isEmpty()) {
        block(text, "[ -f " + quoted(jar) + " ] && " + found("java"),
            "java -jar " + quoted(jar) + call);
      }
    }
    block(text, found("dvc"), "dvc" + call);
    text.append("echo 'datasync: the hook ").append(name)
        .append(" finds neither datasync nor dvc on the PATH' >&2\nexit 1\n");
    return text.toString();
  }

  /// The command of the merge driver, for the same programs. Git replaces `%O`, `%A`, `%B` by the
  /// names of files and `%P` by the quoted name of the file in the working tree.
  String driver() {
    String call = " git-hook merge-driver --ancestor %O --our %A --their %B";
    StringBuilder text = new StringBuilder("if ").append(found("datasync"));
    text.append("; then datasync").append(call).append(" --path %P");
    if (!jar.isEmpty()) {
      text.append("; elif ").append(condition().replace("%", "%%"));
      text.append("; then ").append(start().replace("%", "%%")).append(call).append(" --path %P");
    }
    return text.append("; else dvc").append(call).append("; fi").toString();
  }

  private String condition() {
    return java.isEmpty()
        ? "[ -x " + quoted(jar) + " ]"
        : "[ -x " + quoted(java) + " ] && [ -f " + quoted(jar) + " ]";
  }

  private String start() {
    return java.isEmpty() ? quoted(jar) : quoted(java) + " -jar " + quoted(jar);
  }

  private static String found(String program) {
    return "command -v " + program + " " + FOUND;
  }

  private static void block(StringBuilder text, String condition, String command) {
    text.append("if ").append(condition).append("; then\n  exec ").append(command);
    text.append("\nfi\n");
  }

  private static String quoted(String path) {
    return "'" + path.replace("'", "'\\''") + "'";
  }
}
