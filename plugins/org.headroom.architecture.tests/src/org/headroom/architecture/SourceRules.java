package org.headroom.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java source may not contain. Comments and string literals are blanked first: only code counts. */
final class SourceRules {
    static final int MAX_LINES = 500;

    /** The packages of the console that every feature may use; they in turn may use no feature. */
    private static final Set<String> SHARED = Set.of("desk", "fixture");

    /** The tests of the proxy itself, which open it directly. Every other test takes its node from the factory. */
    static final Set<String> PROXY_TESTS = Set.of(
            "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/ChainLikeTest.java",
            "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/PublicNodeFaultsTest.java",
            "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/PublicNodeLiesTest.java",
            "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/PublicNodeTest.java");

    /** Tests that answer a node's requests themselves, and why. */
    static final Map<String, String> ANSWERING_TESTS = Map.of(
            "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/NodeProxy.java",
            "stands in front of a node of the factory and fails the calls that a test names",
            "plugins/org.headroom.agent.tests/src/org/headroom/story/TappedNode.java",
            "stands in front of a node of the factory and ends a program at one call",
            "plugins/org.headroom.cli.tests/src/org/headroom/cli/ChainIdNode.java",
            "answers with the chain's id alone, where no chain is tested but what a command says of a node and a broker",
            "plugins/org.headroom.cli.tests/src/org/headroom/cli/BusyNodeTest.java",
            "answers with a status alone, where no chain is tested but what a command says of its node",
            "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/LyingNodeTest.java",
            "answers what no chain says, so no chain stands behind it; it takes 100 ms a request, and a failure that the"
                    + " test does not name would hide the one that it names");

    /** Tests that ask the chain itself past the factory's node, and why. */
    static final Map<String, String> CHAIN_TESTS = Map.of(
            "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/LocalChainTest.java",
            "tests the local chain itself",
            "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/StreamFixture.java",
            "opens the streams that a test then reads behind a node of the factory",
            "plugins/org.headroom.wallet.tests/src/org/headroom/wallet/WithdrawalScene.java",
            "opens the streams, makes blocks and counts transactions; what is tested asks a node of the factory",
            "plugins/org.headroom.agent.tests/src/org/headroom/story/Market.java",
            "gives stories the chain's own balances, which they check the books against",
            "plugins/org.headroom.agent.tests/src/org/headroom/story/LaterStream.java",
            "sends for an account whose key it has not, which only the chain itself allows");

    private static final Pattern OWN_SERVER =
            Pattern.compile("\\bHttpServer\\s*\\.\\s*create\\b|\\bChainNode\\s*(\\.|::)\\s*direct\\b");
    private static final Pattern OWN_NODE = Pattern.compile("\\bPublicNode\\s*(\\.|::)\\s*open\\b");
    private static final Pattern TAKES_NODE =
            Pattern.compile("\\bChainNode\\s*(\\.|::)\\s*(open|exactly|withReadsFailing)\\b");
    private static final Pattern COUNTS_STORY = Pattern.compile("\\bNodeStory\\s*\\.\\s*of\\b");
    /** A variable, method or parameter that is a local chain. */
    private static final Pattern LOCAL_CHAIN =
            Pattern.compile("\\bLocalChain\\s+(\\w+)|\\bvar\\s+(\\w+)\\s*=\\s*LocalChain\\b");

    private static final String CHAIN_ITSELF =
            "(\\s*\\(\\s*\\))?\\s*(\\.\\s*(settings|rpc)\\s*\\(|::\\s*(settings|rpc)\\b)";
    /** What is called so is a local chain in every test, and what opens one is followed by nothing else. */
    private static final Pattern ASKS_CHAIN = Pattern.compile("\\b(chain|localChain|LocalChain)" + CHAIN_ITSELF
            + "|\\bresumeOrStart\\s*\\([^;]*?\\)\\s*\\.\\s*(settings|rpc)\\s*\\(");

    private static final Map<String, String> FORBIDDEN_CALLS = forbiddenCalls();
    private static final Pattern WINDOW = Pattern.compile("\\borg\\.eclipse\\.(swt|jface|ui|e4\\.ui)\\b");
    private static final Pattern FEATURE = Pattern.compile("\\borg\\.headroom\\.console\\.([a-z][a-z0-9_]*)\\b");

    /** Features that show a lease's money or time. */
    private static final Pattern MONEY_VIEW =
            Pattern.compile("^plugins/org\\.headroom\\.console/src/.*/console/(earnings|wallet|leases|job)/.*");

    private static final Pattern WALL_TIME = Pattern.compile("\\bInstant\\s*(\\.|::)\\s*now\\b");

    private SourceRules() {}

    /** The broken rules of one file; {@code path} is relative to the repository's root, with slashes. */
    static List<String> brokenBy(String path, String source) {
        List<String> broken = new ArrayList<>();
        long lines = source.lines().count();
        if (lines > MAX_LINES) {
            broken.add(path + " has " + lines + " lines, more than " + MAX_LINES + ": split it");
        }
        String code = blank(source);
        FORBIDDEN_CALLS.forEach((call, instead) -> {
            if (Pattern.compile("\\b" + Pattern.quote(call) + "\\s*\\(")
                    .matcher(code)
                    .find()) {
                broken.add(path + " calls " + call + ": " + instead);
            }
        });
        if (isTest(path)
                && !PROXY_TESTS.contains(path)
                && OWN_NODE.matcher(code).find()) {
            broken.add(
                    path + " opens a node of its own: take it from ChainNode, which delays it (open, or exactly where"
                            + " the test counts requests)");
        }
        if (isTest(path)
                && TAKES_NODE.matcher(code).find()
                && !COUNTS_STORY.matcher(code).find()) {
            broken.add(path + " takes a node and does not count what each story asks of it: use NodeStory");
        }
        if (isTest(path)
                && !ANSWERING_TESTS.containsKey(path)
                && OWN_SERVER.matcher(code).find()) {
            broken.add(path
                    + " answers requests itself or asks the chain without a delay: take the node from ChainNode, or"
                    + " list the test with the reason");
        }
        if (isTest(path) && !PROXY_TESTS.contains(path) && !CHAIN_TESTS.containsKey(path) && asksChainItself(code)) {
            broken.add(path
                    + " takes the local chain's own settings or address, past the node that delays it: take them from"
                    + " ChainNode (settings, or checker for what is checked), or list the test with the reason");
        }
        if (WINDOW.matcher(code).find() && !isWindowCode(path)) {
            broken.add(path + " uses the window's libraries, which only ui, console and app may");
        }
        if (MONEY_VIEW.matcher(path).matches() && WALL_TIME.matcher(code).find()) {
            broken.add(path
                    + " tells leases by the wall clock: take services().now() or RigView.at, which all views share");
        }
        if (path.endsWith("Presenter.java") && WINDOW.matcher(code).find()) {
            broken.add(path + " is a presenter: it may not know the window's libraries");
        }
        featureOf(path).ifPresent(own -> {
            Matcher used = FEATURE.matcher(code);
            while (used.find()) {
                if (!used.group(1).equals(own) && !SHARED.contains(used.group(1))) {
                    broken.add(path + " uses the feature " + used.group(1) + ": features do not know each other");
                }
            }
        });
        return broken.stream().distinct().toList();
    }

    private static boolean asksChainItself(String code) {
        if (ASKS_CHAIN.matcher(code).find()) return true;
        return LOCAL_CHAIN
                .matcher(code)
                .results()
                .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
                .anyMatch(name -> Pattern.compile("\\b" + name + CHAIN_ITSELF)
                        .matcher(code)
                        .find());
    }

    private static java.util.Optional<String> featureOf(String path) {
        Matcher m = Pattern.compile("plugins/org\\.headroom\\.console/src/org/headroom/console/([a-z][a-z0-9_]*)/.*")
                .matcher(path);
        return m.matches() ? java.util.Optional.of(m.group(1)) : java.util.Optional.empty();
    }

    private static boolean isTest(String path) {
        return path.matches("plugins/[^/]+\\.tests/.*");
    }

    private static boolean isWindowCode(String path) {
        return path.matches("plugins/org\\.headroom\\.(ui|console|app)(\\.tests)?/.*");
    }

    /** The same text with comments and literals replaced by a space each. Not a pattern: long text blocks overflow it. */
    static String blank(String source) {
        StringBuilder code = new StringBuilder(source.length());
        int at = 0;
        while (at < source.length()) {
            int end = blankEnd(source, at);
            code.append(end > at ? ' ' : source.charAt(at));
            at = Math.max(end, at + 1);
        }
        return code.toString();
    }

    /** Where the comment or literal that begins here ends; the same place where none begins. */
    private static int blankEnd(String source, int at) {
        if (source.startsWith("//", at)) return orEnd(source, source.indexOf('\n', at), 0);
        if (source.startsWith("/*", at)) return orEnd(source, source.indexOf("*/", at + 2), 2);
        if (source.startsWith("\"\"\"", at)) return literalEnd(source, at + 3, "\"\"\"");
        if (source.charAt(at) == '"') return literalEnd(source, at + 1, "\"");
        if (source.charAt(at) == '\'') return literalEnd(source, at + 1, "'");
        return at;
    }

    private static int literalEnd(String source, int from, String quote) {
        int at = from;
        while (at < source.length() && !source.startsWith(quote, at)) at += source.charAt(at) == '\\' ? 2 : 1;
        return Math.min(source.length(), at + quote.length());
    }

    private static int orEnd(String source, int found, int length) {
        return found < 0 ? source.length() : found + length;
    }

    private static Map<String, String> forbiddenCalls() {
        Map<String, String> calls = new LinkedHashMap<>();
        calls.put("syncExec", "use asyncExec, nothing waits for the UI thread");
        calls.put("printStackTrace", "log it, or say in one line what happened");
        calls.put("Thread.sleep", "await the condition instead");
        return calls;
    }
}
