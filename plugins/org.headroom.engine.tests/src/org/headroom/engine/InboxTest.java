package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.BidId;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Signed;
import org.headroom.model.signing.Signature;
import org.junit.jupiter.api.Test;

/** What becomes of messages while the lease loop is behind. */
class InboxTest {
    private final Inbox inbox = new Inbox();
    private final Deque<Runnable> loop = new ArrayDeque<>();
    private final List<Incoming> handled = new ArrayList<>();

    private static Incoming taken(MarketMessage message) {
        return new Incoming.Taken(NOON, new Signed<>(message, new Signature("0x" + "5e".repeat(64) + "1b")));
    }

    private static Incoming order() {
        return taken(Scene.order("order-0001").message());
    }

    private static Incoming acceptance() {
        return taken(new Acceptance(
                new LeaseId("bid-0001"),
                new BidId("bid-0001"),
                new OrderId("order-0001"),
                Scene.RENTER,
                Scene.PROVIDER,
                stream(1),
                Optional.empty(),
                Scene.validity(NOON, 60, 6)));
    }

    private void say(Incoming incoming, int times) {
        for (int i = 0; i < times; i++) inbox.take(incoming, loop::add, handled::add);
    }

    @Test
    void whatIsSaidToEverybodyIsDroppedFirstWhileTheLoopIsBehind() {
        say(order(), Inbox.MOST_PUBLIC + 500);
        assertThat(loop).hasSize(Inbox.MOST_PUBLIC);
        say(acceptance(), 1);
        assertThat(loop).hasSize(Inbox.MOST_PUBLIC + 1);
    }

    @Test
    void nothingGrowsPastTheBoundWhateverIsSaid() {
        say(acceptance(), Inbox.MOST + 500);
        assertThat(loop).hasSize(Inbox.MOST);
    }

    @Test
    void messagesAreTakenAgainWhenTheLoopHasCaughtUp() {
        say(order(), Inbox.MOST_PUBLIC + 1);
        while (!loop.isEmpty()) loop.remove().run();
        assertThat(handled).hasSize(Inbox.MOST_PUBLIC);
        say(order(), 1);
        assertThat(loop).hasSize(1);
    }
}
