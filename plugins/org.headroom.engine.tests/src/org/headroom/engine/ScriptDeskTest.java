package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.model.bidding.ScriptAnswer;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Order;
import org.junit.jupiter.api.Test;

/** Prices that the owner's program is asked for. */
class ScriptDeskTest {
    @Test
    void orderGetsAnAnswerWhereAskingTheProgramFailsWithAnError() throws Exception {
        ScriptDesk scripts = new ScriptDesk(
                new BidParts.PriceScripts() {
                    @Override
                    public Optional<String> problem(String program) {
                        return Optional.empty();
                    }

                    @Override
                    public ScriptAnswer ask(String program, Order order, List<GpuReading> gpus) {
                        throw new NoClassDefFoundError("a class that cannot be loaded");
                    }
                },
                Runnable::run);
        Order order = Scene.order("order-aaaa").message();
        CountDownLatch answered = new CountDownLatch(1);
        scripts.ask("/opt/price", order, List.of(), answered::countDown);
        assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(scripts.answer(order.id())).hasValueSatisfying(a -> {
            assertThat(a.price()).isEmpty();
            assertThat(a.words()).isEqualTo("it could not be asked: a class that cannot be loaded");
        });
    }
}
