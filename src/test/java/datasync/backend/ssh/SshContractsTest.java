package datasync.backend.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.ListableBackend;
import datasync.backend.ListableBackendContract;
import datasync.backend.UploadSessions;
import datasync.object.ObjectStore;
import datasync.object.ObjectStoreContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/// The contracts on servers of all manners.
class SshContractsTest {
  abstract static class Files extends ListableBackendContract {
    private final FakeSftp server;
    private SshBackend opened;

    Files(FakeSftp.Manner manner) {
      server = new FakeSftp(manner);
    }

    @Override
    protected ListableBackend openBackend() {
      opened = server.backend("/data", UploadSessions.NONE);
      return opened;
    }

    @AfterEach
    final void close() throws IOException {
      opened.close();
      assertThat(server.wrong()).isEmpty();
      assertThat(server.tree().files()).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  abstract static class Objects extends ObjectStoreContract {
    private final FakeSftp server;
    private SshBackend opened;

    Objects(FakeSftp.Manner manner) {
      server = new FakeSftp(manner);
    }

    @Override
    protected ObjectStore openStoreObject() {
      opened = server.backend("/data/store", UploadSessions.NONE);
      return new BackendStore(opened, DvcLayout.CURRENT);
    }

    @AfterEach
    final void close() throws IOException {
      opened.close();
      assertThat(server.wrong()).isEmpty();
      assertThat(server.tree().files()).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @Nested
  class FilesLikeOpenSsh extends Files {
    FilesLikeOpenSsh() {
      super(FakeSftp.Manner.OPENSSH);
    }
  }

  @Nested
  class FilesWithoutExtensions extends Files {
    FilesWithoutExtensions() {
      super(FakeSftp.Manner.PLAIN);
    }
  }

  @Nested
  class FilesShortAndShuffled extends Files {
    FilesShortAndShuffled() {
      super(FakeSftp.Manner.ODD);
    }
  }

  @Nested
  class ObjectsLikeOpenSsh extends Objects {
    ObjectsLikeOpenSsh() {
      super(FakeSftp.Manner.OPENSSH);
    }
  }

  @Nested
  class ObjectsInSmallPieces extends Objects {
    ObjectsInSmallPieces() {
      super(FakeSftp.Manner.SMALL);
    }
  }

  @Nested
  class ObjectsWithoutExtensions extends Objects {
    ObjectsWithoutExtensions() {
      super(FakeSftp.Manner.ODD);
    }
  }
}
