/// The metadata files that Git versions: `.dvc`, `dvc.yaml`, `dvc.lock` and directory listings.
///
/// A [Stage] is the content of one `.dvc` file, or one entry of a pipeline together with what the
/// lock file records of it. Stages are values: a command reads them, makes changed copies, and
/// writes those back; the writer merges the change into the text that is there, so that order and
/// comments stay as DVC would leave them.
///
/// Paths stay as written. Relative ones start at the working directory of their stage and may
/// lead out of the project, as DVC allows for dependencies; who writes or deletes files asks
/// [MetadataPaths#isInside] first.
///
/// A file DVC refuses is refused with its sentence, as a [MetadataException]; foreign bytes that
/// are no listing give a [datasync.text.FormatException].
package datasync.track;
