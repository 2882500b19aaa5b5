package org.headroom.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.headroom.engine.BidParts.PriceScripts;
import org.headroom.model.bidding.ScriptAnswer;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the owner's program for prices, a few at a time, each on a virtual thread of its own, and keeps the answers while
 * their orders are open. {@code lease-loop} only, but for the threads that wait.
 */
final class ScriptDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptDesk.class);

    /** Programs at the same time; strangers decide how many orders there are. */
    private static final int AT_ONCE = 4;

    private static final int MOST_WAITING = 200;
    /** As many as orders are looked at again. */
    private static final int MOST_ANSWERS = 2_000;

    private record Answered(ScriptAnswer answer, Instant until) {}

    private final PriceScripts scripts;
    private final Consumer<Runnable> loop;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final Map<OrderId, Answered> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OrderId, Answered> eldest) {
            return size() > MOST_ANSWERS;
        }
    };
    private final Map<OrderId, String> asked = new HashMap<>();

    /** @param loop runs something on {@code lease-loop} */
    ScriptDesk(PriceScripts scripts, Consumer<Runnable> loop) {
        this.scripts = scripts;
        this.loop = loop;
    }

    Optional<ScriptAnswer> answer(OrderId order) {
        return Optional.ofNullable(answers.get(order)).map(Answered::answer);
    }

    /** @param gpus that the order would get; @param then on {@code lease-loop}, when there is an answer */
    void ask(String program, Order order, List<GpuReading> gpus, Runnable then) {
        if (program.equals(asked.get(order.id()))) return;
        if (asked.size() >= MOST_WAITING) {
            keep(order, new ScriptAnswer(program, Optional.empty(), "too many orders wait for it"));
            then.run();
            return;
        }
        asked.put(order.id(), program);
        Thread.ofVirtual().name("bid-script-" + order.id()).start(() -> {
            try {
                turns.acquire();
                ScriptAnswer answer;
                try {
                    answer = scripts.ask(program, order, gpus);
                } catch (RuntimeException | Error e) {
                    // Without an answer the order would wait for ever, and take a place from others.
                    LOG.warn("The program {} could not be asked for a price", program, e);
                    answer = new ScriptAnswer(program, Optional.empty(), "it could not be asked: " + e.getMessage());
                } finally {
                    turns.release();
                }
                ScriptAnswer given = answer;
                loop.accept(() -> {
                    asked.remove(order.id());
                    keep(order, given);
                    then.run();
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void keep(Order order, ScriptAnswer answer) {
        answers.put(order.id(), new Answered(answer, order.validity().expiresAt()));
    }

    /** Lets go of the answers whose orders are over. */
    void forget(Instant now) {
        answers.values().removeIf(a -> !a.until().isAfter(now));
    }

    /** Other rules: whoever is asked again may say something else. */
    void forgetAll() {
        answers.clear();
    }
}
