package datasync.http;

/// The transports that tests run over.
enum Carrier {
  JDK {
    @Override
    HttpTransport open(TransportSettings settings) {
      return new JdkTransport(settings);
    }
  },
  SOCKETS {
    @Override
    HttpTransport open(TransportSettings settings) {
      return new SocketTransport(settings);
    }
  };

  abstract HttpTransport open(TransportSettings settings);
}
