package org.headroom.market;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which broker, and as whom.
 *
 * @param urls {@code mqtt://host:port} or {@code mqtts://host:port}, tried in turn; never with a password inside
 * @param clientId one per running program: the broker ends the older of two connections with the same id
 * @param password asked for at each connection and wiped after; empty where none is needed
 * @param tls for {@code mqtts} URLs
 * @param keepAlive after this long a dead connection is noticed, at the latest after twice as long
 * @param willDelay how long the broker waits before it tells others that this provider is gone
 */
public record BrokerSettings(
        List<URI> urls,
        String clientId,
        Optional<String> username,
        Optional<Secret> password,
        Tls tls,
        Duration keepAlive,
        Duration willDelay) {
    private static final String FORM = "a broker's URL is mqtt://host:port or mqtts://host:port, nothing more";
    private static final Set<String> SCHEMES = Set.of("mqtt", "mqtts");

    public BrokerSettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) throw new IllegalArgumentException("no broker's URL");
        for (URI url : urls) check(url);
        if (clientId.isBlank() || clientId.length() > 128)
            throw new IllegalArgumentException("the client id must have 1 to 128 characters");
        if (keepAlive.toMillis() < 100 || keepAlive.toHours() > 1)
            throw new IllegalArgumentException("keepAlive: 0.1 s to an hour");
        if (willDelay.isNegative() || willDelay.toHours() > 1)
            throw new IllegalArgumentException("willDelay: 0 to an hour");
    }

    /** Where a password comes from. */
    @FunctionalInterface
    public interface Secret {
        /**
         * The password, which the caller wipes.
         *
         * @throws IOException if it cannot be had; then nothing is connected. The message is for the user
         */
        char[] read() throws IOException;
    }

    /**
     * What TLS trusts, and what it shows. Empty everywhere: the JDK's own authorities, and no certificate of ours.
     *
     * @param authority PEM file with the certificates to trust instead of the JDK's
     * @param certificate of the client: PEM, or PKCS #12 ({@code .p12}, {@code .pfx}) with its key
     * @param key PEM, PKCS #8 and not encrypted; not looked at for PKCS #12
     * @param keyPassword of the PKCS #12 file
     */
    public record Tls(
            Optional<Path> authority, Optional<Path> certificate, Optional<Path> key, Optional<Secret> keyPassword) {
        public static final Tls DEFAULT =
                new Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public static Tls trusting(Path authority) {
            return new Tls(Optional.of(authority), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** One broker that asks for no password, with the default times. */
    public static BrokerSettings of(String url, String clientId) {
        return new BrokerSettings(
                List.of(parsed(url)),
                clientId,
                Optional.empty(),
                Optional.empty(),
                Tls.DEFAULT,
                Duration.ofSeconds(15),
                Duration.ofSeconds(3));
    }

    public BrokerSettings withLogin(String name, Secret secret) {
        return new BrokerSettings(urls, clientId, Optional.of(name), Optional.of(secret), tls, keepAlive, willDelay);
    }

    public BrokerSettings withTls(Tls newTls) {
        return new BrokerSettings(urls, clientId, username, password, newTls, keepAlive, willDelay);
    }

    public BrokerSettings withTimes(Duration newKeepAlive, Duration newWillDelay) {
        return new BrokerSettings(urls, clientId, username, password, tls, newKeepAlive, newWillDelay);
    }

    /** Whether a password would go there unencrypted, and not only within this machine. The host is not looked up. */
    boolean sendsPasswordInClear(URI url) {
        return password.isPresent() && "mqtt".equals(url.getScheme()) && !isLoopback(url.getHost());
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    private static URI parsed(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // Not as the cause: its message quotes the URL.
            throw new IllegalArgumentException(FORM);
        }
    }

    /** What is wrong is said without the URL, which may hold a password. */
    private static void check(URI url) {
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()))
            throw new IllegalArgumentException("a broker's URL begins with mqtt:// or mqtts://");
        if (url.getUserInfo() != null)
            throw new IllegalArgumentException("a broker's URL holds no name or password: set them beside it");
        boolean more = url.getPath() != null && url.getPath().length() > 1
                || url.getRawQuery() != null
                || url.getRawFragment() != null;
        if (url.getHost() == null || more) throw new IllegalArgumentException(FORM);
    }
}
