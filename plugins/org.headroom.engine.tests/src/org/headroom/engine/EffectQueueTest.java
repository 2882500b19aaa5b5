package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectQueueTest {
    @Test
    void effectThatEndedWithAnErrorIsTriedAgain() {
        List<LeaseEffect> tried = new ArrayList<>();
        EffectQueue queue = new EffectQueue(effect -> {
            tried.add(effect);
            if (tried.size() == 1) throw new OutOfMemoryError("no heap left");
        });
        LeaseEffect effect = new LeaseEffect.DiscardJob(Scene.terms("0000aaaa"));
        queue.perform(effect);
        assertThat(tried).containsExactly(effect);
        queue.retry();
        assertThat(tried).containsExactly(effect, effect);
        queue.retry();
        assertThat(tried).as("done once").hasSize(2);
    }
}
