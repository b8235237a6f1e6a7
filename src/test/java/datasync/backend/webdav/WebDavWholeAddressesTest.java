package datasync.backend.webdav;

/// With listings that name whole addresses.
class WebDavWholeAddressesTest extends WebDavBackendContractTest {
  @Override
  DavFake.Style style() {
    return DavFake.Style.WHOLE;
  }
}
