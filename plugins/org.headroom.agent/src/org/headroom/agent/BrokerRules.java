package org.headroom.agent;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.agent.RigSettings.Broker;
import org.jspecify.annotations.Nullable;

/** What is wrong with a broker in the settings, each as the second half of a sentence that names the setting: pure. */
final class BrokerRules {
    private static final String SECURE = "mqtts://";

    private BrokerRules() {}

    /** @param where such as {@code brokers[1]} */
    static Optional<String> problem(String where, @Nullable Broker broker) {
        if (broker == null) return Optional.of("\"" + where + "\" must be an object: { … }");
        if ((broker.url() == null) == (broker.urls() == null))
            return Optional.of("\"" + where + "\" needs either \"url\" or \"urls\", a list");
        if (broker.allUrls().isEmpty()) return Optional.of("\"" + where + ".urls\" must name one URL or more");
        for (String url : broker.allUrls()) {
            Optional<String> wrong = url(url);
            if (wrong.isPresent()) return Optional.of("\"" + where + "\": " + wrong.get());
        }
        String name = broker.name();
        if (name != null && (name.isBlank() || name.length() > 64))
            return Optional.of("\"" + where + ".name\" must have 1 to 64 characters");
        Optional<String> empty = FieldRules.optional(where + ".username", broker.username(), "the name to log in with")
                .or(() -> file(where + ".passwordFile", broker.passwordFile()))
                .or(() -> file(where + ".caFile", broker.caFile()))
                .or(() -> file(where + ".certificateFile", broker.certificateFile()))
                .or(() -> file(where + ".keyFile", broker.keyFile()))
                .or(() -> file(where + ".keyPasswordFile", broker.keyPasswordFile()));
        if (empty.isPresent()) return empty;
        return pairs(broker).map(wrong -> "\"" + where + "\": " + wrong);
    }

    /** Never quotes the URL: it may hold a password. */
    private static Optional<String> url(@Nullable String url) {
        if (url == null || !(url.startsWith("mqtt://") || url.startsWith(SECURE)))
            return Optional.of("a broker's URL begins with mqtt:// or mqtts://");
        try {
            URI uri = new URI(url);
            if (uri.getUserInfo() != null)
                return Optional.of(
                        "a broker's URL holds no name or password: set \"username\" and \"passwordFile\" beside it");
            boolean more = uri.getPath() != null && uri.getPath().length() > 1;
            if (uri.getHost() != null && !more && uri.getQuery() == null && uri.getFragment() == null)
                return Optional.empty();
        } catch (java.net.URISyntaxException e) {
            // Said below, with what it should be.
        }
        return Optional.of("a broker's URL is mqtts://host:port, nothing more");
    }

    private static Optional<String> file(String field, @Nullable String name) {
        return FieldRules.optional(field, name, "the file's name");
    }

    private static Optional<String> pairs(Broker b) {
        String certificate = b.certificateFile();
        boolean pkcs12 = certificate != null && isPkcs12(certificate);
        if (b.passwordFile() != null && b.username() == null)
            return Optional.of("\"passwordFile\" needs a \"username\"");
        if (b.username() != null && b.passwordFile() == null)
            return Optional.of("\"username\" needs a \"passwordFile\" with its password");
        if (b.keyFile() != null && certificate == null)
            return Optional.of("\"keyFile\" needs the \"certificateFile\" that it belongs to");
        if (certificate != null && !pkcs12 && b.keyFile() == null)
            return Optional.of("\"certificateFile\" needs its \"keyFile\", unless it is a .p12 file that holds both");
        if (pkcs12 && b.keyFile() != null) return Optional.of("a .p12 file holds its key: leave \"keyFile\" out");
        if (b.keyPasswordFile() != null && !pkcs12)
            return Optional.of("\"keyPasswordFile\" is for a .p12 file; a key in PEM must not be encrypted");
        boolean tls = b.allUrls().stream().allMatch(url -> url.startsWith(SECURE));
        if (!tls && (b.caFile() != null || certificate != null))
            return Optional.of("\"caFile\" and \"certificateFile\" mean nothing without mqtts://");
        return Optional.empty();
    }

    static boolean isPkcs12(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }

    static Optional<String> twice(List<Broker> brokers) {
        var names = new HashSet<String>();
        for (Broker broker : brokers)
            if (!names.add(name(broker)))
                return Optional.of("two brokers are called \"" + name(broker) + "\": give each a \"name\" of its own");
        return Optional.empty();
    }

    /** Its own, or else where it is. */
    static String name(Broker broker) {
        String given = broker.name();
        return given != null ? given : URI.create(broker.allUrls().getFirst()).getAuthority();
    }
}
