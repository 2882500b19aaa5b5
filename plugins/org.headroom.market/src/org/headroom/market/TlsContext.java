package org.headroom.market;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.headroom.model.files.SecretFiles;

/** From the files that a person names to what the JDK wants. Each fault is one line that names the file. */
final class TlsContext {
    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private TlsContext() {}

    static SSLContext of(BrokerSettings.Tls tls) throws IOException {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            // Without a file of its own: the JDK's list.
            trust.init(tls.authority().isPresent() ? authorities(tls.authority().get()) : null);
            var context = SSLContext.getInstance("TLS");
            context.init(
                    tls.certificate().isPresent()
                            ? own(tls, tls.certificate().get()).getKeyManagers()
                            : null,
                    trust.getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate each : certificates(file)) store.setCertificateEntry("authority-" + number++, each);
        return store;
    }

    private static List<Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var found = new ArrayList<Certificate>(
                    CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) throw new IOException("No certificate in " + file);
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException("Not a PEM file with certificates: " + file, e);
        }
    }

    private static KeyManagerFactory own(BrokerSettings.Tls tls, Path certificate)
            throws IOException, GeneralSecurityException {
        char[] secret = tls.keyPassword().isPresent() ? tls.keyPassword().get().read() : new char[0];
        try {
            KeyStore store;
            if (isPkcs12(certificate)) {
                store = pkcs12(certificate, secret);
            } else {
                Path key = tls.key().orElseThrow(() -> new IOException("The key for " + certificate + " is not named"));
                store = empty();
                store.setKeyEntry(
                        "own", key(key), secret, certificates(certificate).toArray(Certificate[]::new));
            }
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, secret);
            return keys;
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static boolean isPkcs12(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }

    private static KeyStore pkcs12(Path file, char[] secret) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        requirePrivate(file);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, secret);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new IOException("There is no " + file, e);
        } catch (IOException e) {
            throw new IOException("Cannot open " + file + ": wrong password, or not PKCS #12", e);
        }
        return store;
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!Files.exists(file)) return;
        Optional<SecretFiles.Exposure> exposure = SecretFiles.exposure("the key file", file);
        if (exposure.isPresent())
            throw new IOException(exposure.get().fact() + ": make it yours alone ("
                    + exposure.get().commands() + ")");
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        requirePrivate(file);
        Matcher matcher = PEM_KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!matcher.find())
            throw new IOException("No key in " + file + ": it must be PEM, PKCS #8 (BEGIN PRIVATE KEY), not encrypted");
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        Optional<PrivateKey> found = Optional.empty();
        for (String algorithm : ALGORITHMS) {
            try {
                found = Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
                break;
            } catch (InvalidKeySpecException e) {
                // Of another algorithm; the next may know it.
            }
        }
        return found.orElseThrow(() -> new IOException("A key of no known kind (RSA, EC, EdDSA): " + file));
    }
}
