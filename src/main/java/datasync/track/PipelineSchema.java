package datasync.track;

import datasync.track.Rule.AnyOf;
import datasync.track.Rule.Either;
import datasync.track.Rule.Fields;
import datasync.track.Rule.ListOf;
import datasync.track.Rule.MapOf;
import datasync.track.Rule.Plain;
import java.util.List;

/// What DVC 3.67 accepts in a `dvc.yaml` (its module `schema`); all mappings are closed.
final class PipelineSchema {
  private static final Fields OUTPUT =
      Schemas.ANNOTATIONS
          .with(Plain.BOOL, "cache", "persist", "checkpoint", "push")
          .with("remote", Plain.TEXT);
  private static final Rule PLOT_OUTPUT =
      OUTPUT
          .with(Plain.TEXT, "template", "x", "y", "x_label", "y_label", "title")
          .with("header", Plain.BOOL);
  private static final Rule OUTPUTS = new ListOf(any(Plain.TEXT, mapOf(OUTPUT)));
  private static final Rule PLOTS =
      new ListOf(any(Plain.TEXT, mapOf(any(PLOT_OUTPUT, new ListOf(PLOT_OUTPUT)))));
  private static final Rule VARS = new ListOf(any(Plain.MAP, Plain.TEXT));
  private static final Rule STAGE =
      Fields.NONE
          .with("matrix", mapOf(any(Plain.TEXT, Plain.LIST)))
          .must("cmd", any(Plain.TEXT, Plain.LIST))
          .with(Plain.TEXT, "wdir", "desc")
          .with("deps", new ListOf(Plain.TEXT))
          .with("params", new ListOf(any(Plain.TEXT, Plain.MAP)))
          .with("vars", VARS)
          .with(Plain.BOOL, "frozen", "always_changed")
          .with("meta", Plain.ANYTHING)
          .with(OUTPUTS, "outs", "metrics")
          .with("plots", PLOTS);
  private static final Rule FOREACH =
      Fields.NONE
          .must("foreach", any(Plain.MAP, Plain.LIST, Plain.TEXT))
          .must("do", STAGE);
  private static final Rule TEXTS = new ListOf(Plain.TEXT);
  private static final Rule PLOT =
      Fields.NONE
          .with("x", any(Plain.TEXT, mapOf(Plain.TEXT)))
          .with("y", any(Plain.TEXT, TEXTS, mapOf(any(Plain.TEXT, TEXTS))))
          .with(Plain.TEXT, "x_label", "y_label", "title", "template");
  private static final Rule PLOT_ENTRY =
      new MapOf(any(PLOT, Plain.NULL), 1, Integer.MAX_VALUE);

  /// A `dvc.yaml`.
  static final Rule PIPELINE =
      Fields.NONE
          .with("datasets", Plain.ANYTHING)
          .with("plots", new ListOf(any(Plain.TEXT, PLOT_ENTRY)))
          .with("stages", mapOf(new Either("foreach", "do", FOREACH, STAGE)))
          .with("vars", VARS)
          .with(TEXTS, "params", "metrics")
          .with("artifacts", mapOf(Schemas.ANNOTATIONS.must("path", Plain.TEXT)));

  private PipelineSchema() {}

  private static Rule any(Rule... rules) {
    return new AnyOf(List.of(rules));
  }

  private static Rule mapOf(Rule item) {
    return new MapOf(item, 0, Integer.MAX_VALUE);
  }
}
