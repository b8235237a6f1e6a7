/// Named files, and the layouts that map object ids to names.
///
/// A [Backend] keeps files under relative names with `/`; a [Layout] says which name an object
/// has; `BackendObjects` joins the two into a source and sink, and `BackendStore` also lists and
/// removes where the backend can. A new cloud is a backend, a new cache format is a layout, never
/// both in one class.
package datasync.backend;
