package org.headroom.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** The seeds of a test: those that are kept, and a new one. */
final class Seeds {
    private Seeds() {}

    /** The random one is printed with its result. */
    static List<Long> fixedAndRandom(String fuzzer) {
        List<Long> seeds = new ArrayList<>(KeptSeeds.of(fuzzer));
        seeds.add(new Random().nextLong(1, 1L << 40));
        return seeds;
    }

    interface Run {
        FuzzResult of(long seed) throws Exception;
    }

    /** Runs seed after seed. @return the first findings; empty where there are none within the limit */
    static List<FuzzResult.Finding> untilFound(Duration limit, Run run) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        for (long seed = 1; System.nanoTime() < end; seed++) {
            FuzzResult result = run.of(seed);
            if (!result.findings().isEmpty()) return result.findings();
        }
        return List.of();
    }

    /** Runs seed after seed, until what is found says it. @return whether it was found within the limit */
    static boolean isFoundWithin(Duration limit, String what, Run run) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        for (long seed = 1; System.nanoTime() < end; seed++)
            if (run.of(seed).findings().stream().anyMatch(each -> each.what().contains(what))) return true;
        return false;
    }

    static void assertNothingFound(long seed, FuzzResult result) {
        System.out.println("seed " + seed + ": " + result);
        assertThat(result.findings())
                .as("seed " + seed)
                .extracting(each -> each.what() + " " + HexFormat.of().formatHex(each.bytes()))
                .isEmpty();
    }
}
