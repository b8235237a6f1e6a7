package datasync.backend;

import java.io.IOException;
import java.util.Optional;

/// Remembers uploads that were begun, so that a later run goes on with them.
///
/// What is remembered may be worthless by then: the server decides. A session may be as secret as
/// a login. Safe for several threads.
public interface UploadSessions {
  /// Remembers nothing.
  UploadSessions NONE = new None();

  /// What was remembered of an upload.
  ///
  /// @param key names the place and the content, such as location and name
  /// @throws IOException when it cannot be read
  Optional<String> find(String key) throws IOException;

  /// Remembers an upload that was begun, in place of an earlier one of that key.
  ///
  /// @param session what the backend needs to go on, in any form without line breaks
  /// @throws IOException when it cannot be written; the upload may go on all the same
  void remember(String key, String session) throws IOException;

  /// Forgets an upload that is done or that the server does not know any more.
  void forget(String key) throws IOException;

  /// Remembers nothing.
  record None() implements UploadSessions {
    @Override
    public Optional<String> find(String key) {
      return Optional.empty();
    }

    @Override
    public void remember(String key, String session) {}

    @Override
    public void forget(String key) {}
  }
}
