package org.headroom.wallet;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** The URL of a chain's node: which are accepted, and what of one may be shown. */
public final class NodeAddress {
    private NodeAddress() {}

    /** The URL that a text is. @return empty where it does not begin with http:// or https:// or has no host */
    public static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text)).filter(NodeAddress::isUsable);
        } catch (URISyntaxException e) {
            // Its message quotes the text, which may hold an access key.
            return Optional.empty();
        }
    }

    static boolean isUsable(URI node) {
        return node.getHost() != null && ("http".equals(node.getScheme()) || "https".equals(node.getScheme()));
    }

    /**
     * Which nodes are asked without encryption beyond this machine, as sentences for a person; empty where none is.
     *
     * @param nodes with hosts
     */
    public static Optional<String> unprotected(List<URI> nodes) {
        List<String> open = nodes.stream()
                .filter(n -> "http".equals(n.getScheme()) && !NodeHost.isLoopback(n))
                .map(NodeAddress::shown)
                .distinct()
                .toList();
        if (open.isEmpty()) return Optional.empty();
        return Optional.of((open.size() == 1 ? "The chain's node " : "The chain's nodes ") + String.join(", ", open)
                + (open.size() == 1 ? " is" : " are")
                + " asked over http://: whoever is on the way can read what is asked, and change what this program"
                + " sees of its money on the chain. Name a node that is reached over https:// in the settings.");
    }

    /**
     * Host and port, the port where the URL names one. Never more: user names, paths and queries of hosted nodes hold access
     * keys.
     *
     * @param node one with a host
     */
    public static String shown(URI node) {
        return node.getHost() + (node.getPort() < 0 ? "" : ":" + node.getPort());
    }
}
