/// Named files, and the layouts that map object ids to names.
///
/// A [Backend] keeps files under relative names with `/`; a [Layout] says which name an object
/// has; `BackendObjects` joins the two into a source and sink, and `BackendStore` also lists and
/// removes where the backend can. A new cloud is a backend, a new cache format is a layout, never
/// both in one class.
///
/// What kinds over HTTP share is here too, to be composed: `HttpSetup` makes connections of
/// settings, `HttpFailures` tells refusals as failures of the store, `FolderWalk` lists folder by
/// folder, `PartedUpload` and `SessionUpload` send long files.
package datasync.backend;
