package datasync.backend;

import java.io.IOException;

/// A backend that can tell where its login comes from.
public interface LoginSource {
  /// The place as a person would name it, such as `AWS_ACCESS_KEY_ID` in backquotes, or empty when
  /// there is no login; never a credential. May ask a network the first time.
  ///
  /// @throws IOException when no login could be had
  String loginSource() throws IOException;
}
