package datasync.track;

import java.util.List;

/// A file of a cloud-versioned directory, as the list `files` of an entry has it.
///
/// @param relpath the path below the directory, with `/`
/// @param recorded what is recorded of the file
public record ListedFile(String relpath, Recorded recorded) {
  /// What is recorded of a directory of such files: the digest of their listing, the sum of the
  /// sizes that are known, and how many they are. Where a store has digests of its own, the listing
  /// names these and its own digest stands as `md5`, as with dvc.
  ///
  /// @param hashName how the files are named
  public static Recorded directory(String hashName, List<ListedFile> files) {
    Recorded own = new Recorded(hashName, "", -1, -1, false, Cloud.NONE);
    Recorded sum = EntryReader.fromFiles(own, files);
    boolean md5 = hashName.equals(Recorded.MD5);
    Cloud cloud = md5 ? Cloud.NONE : new Cloud("", "", "", "", sum.value());
    return new Recorded(hashName, sum.value(), sum.size(), sum.nfiles(), false, cloud);
  }
}
