package datasync.cli;

import java.util.ArrayList;
import java.util.List;

/// The completion script of PowerShell.
final class PowerShellCompletion {
  private PowerShellCompletion() {}

  static String script() {
    StringBuilder table = new StringBuilder();
    entry(table, "", Commands.verbs());
    for (String group : CompletionScript.groups()) {
      entry(table, group, Commands.members(group));
    }
    List<String> paths = new ArrayList<>(Commands.PATHS);
    paths.addAll(Commands.aliases());
    for (String path : paths) {
      CommandSpec spec = Commands.find(path);
      List<String> words = CompletionScript.flags(spec);
      words.addAll(CompletionScript.words(spec));
      entry(table, path, words);
    }
    return """
        Register-ArgumentCompleter -Native -CommandName datasync -ScriptBlock {
          param($word, $ast, $position)
          $table = @{
        TABLE  }
          $path = ''
          foreach ($element in $ast.CommandElements | Select-Object -Skip 1) {
            $text = $element.ToString()
            $next = "$path $text".Trim()
            if ($text -ne $word -and $table.ContainsKey($next)) { $path = $next }
          }
          $table[$path] | Where-Object { $_ -like "$word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """
        .replace("TABLE", table);
  }

  private static void entry(StringBuilder table, String path, List<String> words) {
    table.append("    '").append(path).append("' = @('");
    table.append(String.join("', '", words)).append("')\n");
  }
}
