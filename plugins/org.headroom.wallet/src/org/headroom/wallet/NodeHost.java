package org.headroom.wallet;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose answers a node gives. Two URLs of one host, whatever their ports and paths, are the same party: its answers agree in
 * its errors, too. On the loopback address each port is a party of its own.
 */
final class NodeHost {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){1,3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    private NodeHost() {}

    /** The same text for two URLs of the same party. @param node with a host */
    static String of(URI node) {
        String host = name(node);
        if (!isLoopback(node)) return host;
        int port = node.getPort() >= 0 ? node.getPort() : "https".equals(node.getScheme()) ? 443 : 80;
        return "loopback:" + port;
    }

    static boolean isLoopback(URI node) {
        return LOOPBACK.matcher(name(node)).matches();
    }

    /** Which of the URLs count as one node, as sentences for a person; empty where each counts. */
    static Optional<String> shared(List<URI> nodes) {
        Map<String, List<URI>> parties = new LinkedHashMap<>();
        for (URI n : nodes)
            parties.computeIfAbsent(of(n), p -> new ArrayList<>()).add(n);
        List<String> sentences = parties.values().stream()
                .filter(urls -> urls.size() > 1)
                .map(urls -> (urls.size() == 2 ? "Both" : "All " + urls.size()) + " URLs of the chain's nodes at "
                        + shown(urls) + " are of one host: they are counted as one node.")
                .toList();
        if (sentences.isEmpty()) return Optional.empty();
        return Optional.of(String.join(" ", sentences)
                + (parties.size() > 1
                        ? ""
                        : " What decides over money is asked of it alone: name a node of another provider in"
                                + " the settings."));
    }

    private static String shown(List<URI> urls) {
        List<String> addresses = urls.stream()
                .map(u -> NodeAddress.shown(u).toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (addresses.size() == 1) return addresses.getFirst();
        int last = addresses.size() - 1;
        return String.join(", ", addresses.subList(0, last)) + " and " + addresses.get(last);
    }

    private static String name(URI node) {
        String host = String.valueOf(node.getHost()).toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
