package datasync.object;

/// An object as a listing shows it.
///
/// @param id its name
/// @param size its bytes, or −1 when the listing does not tell
public record Descriptor(ObjectId id, long size) {}
