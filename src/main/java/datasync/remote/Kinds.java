package datasync.remote;

import datasync.backend.Backend;
import datasync.backend.Opening;
import datasync.backend.azure.AzureBackend;
import datasync.backend.gcs.GcsBackend;
import datasync.backend.gdrive.DriveBackend;
import datasync.backend.s3.S3Backend;
import datasync.backend.ssh.SshBackend;
import datasync.backend.web.WebBackend;
import datasync.backend.webdav.WebDavBackend;
import datasync.backend.webhdfs.WebHdfsBackend;
import datasync.io.SettingException;
import java.io.IOException;
import java.util.List;

/// The one list of kinds over a network. A kind's classes are loaded when one of it is opened.
final class Kinds {
  /// The schemes of all kinds.
  static final List<String> SCHEMES =
      List.of(
          "s3", "oss", "ssh", "gs", "azure", "webdav", "webdavs", "webhdfs", "hdfs", "gdrive",
          "http", "https");

  private Kinds() {}

  /// Opens a backend by the scheme of its address. Nothing is asked of it yet.
  ///
  /// @throws SettingException when the settings make no sense, or there is no such kind
  static Backend open(String scheme, Opening opening) throws IOException {
    return switch (scheme) {
      case "http", "https" -> WebBackend.open(opening);
      case "gs" -> GcsBackend.open(opening);
      case "gdrive" -> DriveBackend.open(opening);
      case "ssh" -> SshBackend.open(opening);
      case "s3" -> S3Backend.open(opening);
      case "webdav", "webdavs" -> WebDavBackend.open(opening);
      case "webhdfs", "hdfs" -> WebHdfsBackend.open(opening);
      case "azure" -> AzureBackend.open(opening);
      case "oss" -> S3Backend.openOss(opening);
      default ->
          throw new SettingException(
              "`" + scheme + "` addresses are not supported",
              "`datasync help remotes` has the kinds there are");
    };
  }
}
