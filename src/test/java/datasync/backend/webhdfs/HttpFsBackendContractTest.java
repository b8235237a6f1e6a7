package datasync.backend.webhdfs;

class HttpFsBackendContractTest extends WebHdfsBackendContractTest {
  @Override
  boolean isGateway() {
    return true;
  }
}
