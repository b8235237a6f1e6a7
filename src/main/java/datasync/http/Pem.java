package datasync.http;

import datasync.text.FormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Certificates and private keys in PEM files (RFC 7468).
///
/// Private keys may be PKCS#8 (`PRIVATE KEY`) or PKCS#1 (`RSA PRIVATE KEY`); keys under a password
/// and keys of other forms are refused with the command that turns them into PKCS#8.
final class Pem {
  private static final byte[] RSA_HEADER = {
    0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7,
    0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
  };

  private final Path file;
  private final List<Block> blocks;

  private Pem(Path file, List<Block> blocks) {
    this.file = file;
    this.blocks = blocks;
  }

  private record Block(String label, byte[] der, int line) {}

  /// Reads a file; text outside of blocks is passed over.
  ///
  /// @throws FormatException when a block does not end or is not Base64
  static Pem read(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    StringBuilder body = new StringBuilder();
    String label = "";
    int begin = 0;
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.strip();
      if (label.isEmpty()) {
        if (line.startsWith("-----BEGIN ") && line.endsWith("-----") && line.length() > 16) {
          label = line.substring(11, line.length() - 5);
          begin = number;
          body.setLength(0);
        }
      } else if (line.equals("-----END " + label + "-----")) {
        blocks.add(new Block(label, decode(file, begin, body.toString()), begin));
        label = "";
      } else if (line.indexOf(':') < 0) {
        body.append(line);
      } else if (line.contains("ENCRYPTED")) {
        throw new FormatException(file.toString(), begin, 0, encrypted(file));
      }
    }
    if (!label.isEmpty()) {
      throw new FormatException(file.toString(), begin, 0, "this PEM block has no end");
    }
    return new Pem(file, blocks);
  }

  private static byte[] decode(Path file, int line, String body) throws FormatException {
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException invalid) {
      throw new FormatException(file.toString(), line, 0, "this PEM block is not Base64");
    }
  }

  private static String encrypted(Path file) {
    return "the private key is under a password: write it without by"
        + " `openssl pkcs8 -topk8 -nocrypt -in " + file.getFileName() + "`";
  }

  /// The certificates in their order.
  ///
  /// @throws FormatException when one is no certificate
  List<X509Certificate> certificates() throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks) {
        if (block.label.equals("CERTIFICATE") || block.label.equals("X509 CERTIFICATE")) {
          certificates.add(certificate(factory, block));
        }
      }
    } catch (CertificateException missing) {
      throw new IllegalStateException(missing);
    }
    return certificates;
  }

  private X509Certificate certificate(CertificateFactory factory, Block block)
      throws FormatException {
    try {
      var bytes = new ByteArrayInputStream(block.der);
      return (X509Certificate) factory.generateCertificate(bytes);
    } catch (CertificateException invalid) {
      throw new FormatException(file.toString(), block.line, 0, "this is not a certificate");
    }
  }

  /// The first private key, or empty when the file holds none.
  ///
  /// @throws FormatException when it is of a form that cannot be read
  Optional<PrivateKey> privateKey() throws IOException {
    for (Block block : blocks) {
      switch (block.label) {
        case "PRIVATE KEY" -> {
          return Optional.of(key(block, block.der));
        }
        case "RSA PRIVATE KEY" -> {
          return Optional.of(key(block, wrapped(block.der)));
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new FormatException(file.toString(), block.line, 0, encrypted(file));
        case "EC PRIVATE KEY", "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY" ->
            throw new FormatException(
                file.toString(), block.line, 0,
                "the private key is not PKCS#8: convert it by `openssl pkcs8 -topk8 -nocrypt -in "
                    + file.getFileName() + "`");
        default -> { }
      }
    }
    return Optional.empty();
  }

  private PrivateKey key(Block block, byte[] pkcs8) throws FormatException {
    for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException another) {
        // a key of another algorithm
      }
    }
    throw new FormatException(
        file.toString(), block.line, 0, "this is not a private key of a known algorithm");
  }

  /// The PKCS#8 form of a PKCS#1 key: the key as an octet string behind the algorithm's name.
  private static byte[] wrapped(byte[] pkcs1) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(RSA_HEADER);
    inner.writeBytes(tagged(0x04, pkcs1));
    return tagged(0x30, inner.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(tag);
    if (content.length < 0x80) {
      der.write(content.length);
    } else {
      int bytes = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
      der.write(0x80 | bytes);
      for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        der.write(content.length >> shift);
      }
    }
    der.writeBytes(content);
    return der.toByteArray();
  }
}
