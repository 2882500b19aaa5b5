package org.headroom.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fake that stands for a chain, an engine or a market answers at once. Each needs a twin beside it that is slow and fails
 * now and then, and each test on fakes needs a subclass that runs it on the twins, or an entry in the list.
 */
final class TwinRules {
    /** Tests on fakes that no subclass runs on slow ones, and why. */
    static final Map<String, String> TWINLESS = Map.of(
            "plugins/org.headroom.engine.tests/src/org/headroom/engine/JobRunnerTest.java",
            "states the disk that does not answer and the output that fails itself",
            "plugins/org.headroom.engine.tests/src/org/headroom/engine/ChainReasonTest.java",
            "shows what the rig is told of a chain: no part is asked",
            "plugins/org.headroom.engine.tests/src/org/headroom/engine/LeaseNumbersTest.java",
            "asks the ledger alone: the other parts fill a record",
            "plugins/org.headroom.engine.tests/src/org/headroom/engine/NeverTwiceTest.java",
            "applies events to the books: no part is asked",
            "plugins/org.headroom.engine.tests/src/org/headroom/engine/PaymentMonitorTest.java",
            "counts the calls that hang on a node of its own, which leaves them without an answer",
            "plugins/org.headroom.renter.tests/src/org/headroom/renter/ApprovalTest.java",
            "makes two calls; RealChainTest calls an order off during an approval behind a slow, failing node",
            "plugins/org.headroom.renter.tests/src/org/headroom/renter/ChainErrorTest.java",
            "states the one call that ends with an error, which another failure would hide",
            "plugins/org.headroom.renter.tests/src/org/headroom/renter/NodeOutageTest.java",
            "counts the failures that it brings about itself, to which others would be added",
            "plugins/org.headroom.renter.tests/src/org/headroom/renter/RealChainTest.java",
            "has a real chain behind a slow, failing node, and fakes the market alone");

    private static final Set<String> BUNDLES = Set.of("agent", "engine", "renter", "wallet", "market");
    private static final String LINK = "(PaymentRail|StreamFunding|MarketLink|ContainerEngine)";
    private static final Pattern FAKE = Pattern.compile("\\bimplements\\b[^{]*?\\b" + LINK + "\\b|\\bnew\\s+" + LINK
            + "\\s*\\(\\s*\\)\\s*\\{|\\{\\s*" + LINK + "\\s*\\.\\s*class\\s*}");
    private static final Pattern FAILS = Pattern.compile("\\bmishaps\\s*\\.\\s*(strike|fails)\\s*\\(");
    private static final Pattern ON_FAKES =
            Pattern.compile("\\bnew\\s+(Fake(Rail|Containers|Market|Chain)|Scene)\\s*\\(|\\bextends\\s+RentedRig\\b");

    private TwinRules() {}

    /** @param sources by path, relative to the repository's root, with slashes */
    static List<String> brokenBy(Map<String, String> sources) {
        Map<String, String> codes = new TreeMap<>();
        sources.forEach((path, source) -> {
            if (isInScope(path)) codes.put(path, SourceRules.blank(source));
        });
        List<String> broken = new ArrayList<>();
        codes.forEach((path, code) -> {
            Matcher fake = FAKE.matcher(code);
            while (fake.find()) {
                String link = linkOf(fake);
                if (!isTwin(code) && !hasTwin(folder(path), link, codes))
                    broken.add(
                            path + " fakes a " + link + " that answers at once: give it a twin that is slow and fails"
                                    + " (mishaps.strike), and use it in a test");
            }
            if (isTest(path)
                    && ON_FAKES.matcher(code).find()
                    && !TWINLESS.containsKey(path)
                    && !runsOnTwins(path, codes))
                broken.add(
                        path + " runs on fakes that answer at once: run it on slow, failing ones in a subclass, or list"
                                + " it with the reason");
        });
        return broken;
    }

    private static boolean isInScope(String path) {
        return BUNDLES.stream().anyMatch(b -> path.startsWith("plugins/org.headroom." + b + ".tests/"))
                && path.endsWith(".java");
    }

    private static boolean isTest(String path) {
        return path.endsWith("Test.java");
    }

    private static boolean isTwin(String code) {
        return FAILS.matcher(code).find();
    }

    private static String linkOf(Matcher fake) {
        for (int i = 1; i <= fake.groupCount(); i++) if (fake.group(i) != null) return fake.group(i);
        throw new IllegalStateException("no link in " + fake.group());
    }

    private static boolean hasTwin(String folder, String link, Map<String, String> codes) {
        return codes.entrySet().stream()
                .filter(e -> folder(e.getKey()).equals(folder) && isTwin(e.getValue()))
                .filter(e -> FAKE.matcher(e.getValue())
                        .results()
                        .anyMatch(m -> m.group().contains(link)))
                .anyMatch(e -> isMade(name(e.getKey()), folder, codes, false));
    }

    /** By a test, or by a part that a test makes. */
    private static boolean isMade(String type, String folder, Map<String, String> codes, boolean byTest) {
        Pattern made = Pattern.compile("\\bnew\\s+" + type + "\\s*\\(");
        return codes.entrySet().stream()
                .filter(e -> folder(e.getKey()).equals(folder))
                .filter(e -> made.matcher(e.getValue()).find())
                .anyMatch(e -> isTest(e.getKey()) || !byTest && isMade(name(e.getKey()), folder, codes, true));
    }

    /** The test itself or a subclass makes slow parts. */
    private static boolean runsOnTwins(String path, Map<String, String> codes) {
        Pattern subclass = Pattern.compile("\\bextends\\s+" + name(path) + "\\b");
        return codes.entrySet().stream()
                .filter(e -> folder(e.getKey()).equals(folder(path)))
                .filter(e -> e.getKey().equals(path)
                        || subclass.matcher(e.getValue()).find())
                .anyMatch(e -> e.getValue().contains("new SlowParts("));
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    }
}
