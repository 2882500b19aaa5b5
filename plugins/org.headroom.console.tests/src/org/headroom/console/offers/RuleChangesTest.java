package org.headroom.console.offers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;

class RuleChangesTest {
    private final RuleChanges changes = new RuleChanges(Runnable::run);
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();

    private static BidRules rules(String price) {
        return BidRules.standard(Usdc.parse(price));
    }

    private void send(String price) {
        changes.send(
                rules(price),
                wanted -> {
                    answers.add(new CompletableFuture<>());
                    return answers.getLast();
                },
                error -> outcomes.add(
                        price + ": " + error.map(Throwable::getMessage).orElse("taken")));
    }

    private void refuse(int change, String why) {
        answers.get(change).completeExceptionally(new IllegalArgumentException(why));
    }

    @Test
    void nextChangeStartsFromTheOneThatIsNotAnswered() {
        send("1");
        assertThat(changes.latest(this, rules("9"))).isEqualTo(rules("1"));
        send("2");
        answers.get(0).complete(null);
        assertThat(changes.latest(this, rules("9"))).isEqualTo(rules("2"));
        answers.get(1).complete(null);
        assertThat(changes.latest(this, rules("9"))).isEqualTo(rules("9"));
        assertThat(outcomes).containsExactly("1: taken", "2: taken");
    }

    @Test
    void changeThatAReplacedRigHasNotAnsweredIsNotStartedFrom() {
        assertThat(changes.latest("rig", rules("8"))).isEqualTo(rules("8"));
        send("1");
        assertThat(changes.latest("next rig", rules("9"))).isEqualTo(rules("9"));
    }

    @Test
    void changeAfterARefusedOneStartsFromTheRulesInForce() {
        send("1");
        refuse(0, "no");
        assertThat(changes.latest(this, rules("9"))).isEqualTo(rules("9"));
        assertThat(outcomes).containsExactly("1: no");
    }

    @Test
    void changeThatALaterOneContainsHasTheLaterOnesOutcome() {
        send("1");
        send("2");
        answers.get(1).complete(null);
        refuse(0, "a later one was saved");
        assertThat(outcomes).containsExactly("2: taken", "1: taken");
        send("3");
        send("4");
        refuse(2, "a later one was saved");
        assertThat(outcomes).hasSize(2);
        refuse(3, "no disk");
        assertThat(outcomes.subList(2, 4)).containsExactlyInAnyOrder("3: no disk", "4: no disk");
    }
}
