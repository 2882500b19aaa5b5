package org.headroom.localchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Says which requests a fault strikes. The first rule that strikes wins; new rules count from zero. Any thread. */
final class FaultPlan {
    private static final class Count {
        private final FaultRule rule;
        private long seen;
        private long struck;
        private long second = Long.MIN_VALUE;
        private int inSecond;

        private Count(FaultRule rule) {
            this.rule = rule;
        }

        private boolean strikes(Set<String> methods, long nanos) {
            String method = rule.method();
            if (method != null && !methods.contains(method)) return false;
            Integer limit = rule.abovePerSecond();
            if (limit != null) {
                long now = Math.floorDiv(nanos, TimeUnit.SECONDS.toNanos(1));
                if (now != second) inSecond = 0;
                second = now;
                if (++inSecond <= limit) return false;
            }
            Integer times = rule.times();
            Integer first = rule.first();
            long sinceFirst = ++seen - (first == null ? rule.every() : first);
            if (sinceFirst < 0 || sinceFirst % rule.every() != 0) return false;
            if (times != null && struck >= times) return false;
            struck++;
            return true;
        }
    }

    private List<FaultRule> rules = List.of();
    private List<Count> counts = List.of();

    /**
     * @param now another list, even with the same rules, counts from zero
     * @param methods the JSON-RPC methods in the request
     */
    synchronized Optional<FaultRule> strike(List<FaultRule> now, Set<String> methods, long nanos) {
        if (now != rules) {
            rules = now;
            counts = new ArrayList<>(now.stream().map(Count::new).toList());
        }
        for (Count c : counts) if (c.strikes(methods, nanos)) return Optional.of(c.rule);
        return Optional.empty();
    }
}
