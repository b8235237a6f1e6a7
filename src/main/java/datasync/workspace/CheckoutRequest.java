package datasync.workspace;

import datasync.object.HashName;
import java.nio.file.Path;

/// One output to bring into the workspace.
///
/// @param output the path of the output, absolute; results are counted for it
/// @param path what is to be changed: the output, or something below it for a part
/// @param wanted what `path` is to hold; [Content#NOTHING] removes it
/// @param executable whether a single file is to be executable by its owner
/// @param hash the hash of `wanted`, also when that is nothing
/// @param filter what the ignore files say about the children of `path`; ignored files stay
public record CheckoutRequest(
    Path output,
    Path path,
    Content wanted,
    boolean executable,
    HashName hash,
    DirectoryFilter filter) {}
