package org.headroom.cli.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.broker.EmbeddedBroker;

/** The fuzzers by the names that the command takes. */
final class Fuzzers {
    /** Groups, as the command's help names them. */
    static final Map<String, List<String>> GROUPS = groups();

    private Fuzzers() {}

    private static Map<String, List<String>> groups() {
        var groups = new LinkedHashMap<String, List<String>>();
        groups.put("market", List.of("stream", "connect", "link", "broker", "messages"));
        groups.put("chain", List.of("node"));
        groups.put("jobs", List.of("job"));
        groups.put("all", groups.values().stream().flatMap(List::stream).toList());
        return groups;
    }

    /** @return the names of the fuzzers of a group, or of one fuzzer; empty where there is none of that name */
    static List<String> named(String what) {
        List<String> group = GROUPS.get(what);
        if (group != null) return group;
        return GROUPS.getOrDefault("all", List.of()).contains(what) ? List.of(what) : List.of();
    }

    /** What its inputs are, as people count them. */
    static String unit(String name) {
        return switch (name) {
            case "stream", "connect", "link", "broker" -> "packets";
            default -> "inputs";
        };
    }

    /** @param folder for its files */
    static Fuzzer of(String name, Path folder) {
        return switch (name) {
            case "stream" -> new StreamFuzz(true);
            case "connect" -> new ConnectFuzz(true);
            case "link" -> new LinkFuzz(true);
            case "broker" ->
                (seed, inputs, limit) -> {
                    try (EmbeddedBroker broker = EmbeddedBroker.start(Files.createTempDirectory(folder, "broker"))) {
                        return new BrokerFuzz(broker).run(seed, inputs, limit);
                    }
                };
            case "messages" -> new MessageFuzz(folder);
            case "node" -> new NodeFuzz(folder);
            case "job" -> new JobFuzz(folder);
            default -> throw new IllegalArgumentException("there is no fuzzer " + name);
        };
    }
}
