package datasync.cli;

import datasync.cli.Positional.Arity;
import java.util.List;

/// Declarations of the verbs that tell about the program and the project.
final class OtherVerbs {
  private OtherVerbs() {}

  static CommandSpec root() {
    return new CommandSpec(
        "root",
        "print the way to the top of the project",
        "The path is relative to this folder.",
        List.of(new Example("cd \"$(datasync root)\"", "go there")),
        List.of(),
        List.of(SharedFlags.JSON));
  }

  static CommandSpec version() {
    return new CommandSpec(
        "version",
        "print the version and what is found here",
        "Shows Java, platform, folders of configuration, kinds of remotes and, inside a\n"
            + "project, cache and file systems. `doctor` looks for what is wrong as well.",
        List.of(new Example("datasync version", "what to put into a bug report")),
        List.of(),
        List.of(SharedFlags.JSON));
  }

  static CommandSpec help() {
    return new CommandSpec(
        "help",
        "explain a verb or a topic",
        "Without a name lists verbs and topics. Needs no network.",
        List.of(
            new Example("datasync help push", "all about `push`"),
            new Example("datasync help air-gap", "how to work without a network")),
        List.of(new Positional("name", Arity.ANY, "a verb or a topic")),
        List.of(SharedFlags.JSON));
  }

  static CommandSpec completion() {
    return new CommandSpec(
        "completion",
        "print the completion script of a shell",
        "The script knows every verb and flag of this version.",
        List.of(
            new Example("eval \"$(datasync completion bash)\"", "for this shell"),
            new Example("datasync completion fish | source", "the same in fish")),
        List.of(
            new Positional("shell", Arity.OPTIONAL, "bash, zsh, fish or powershell")),
        List.of(
            Flag.of("-s, --shell <shell>", "the shell, as dvc takes it")
                .choices("bash", "zsh", "fish", "powershell")));
  }
}
