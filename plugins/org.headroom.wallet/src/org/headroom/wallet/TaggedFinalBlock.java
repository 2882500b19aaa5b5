package org.headroom.wallet;

import java.util.Optional;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;

/** Asks a node for the chain's final block by the rule that the settings have. */
final class TaggedFinalBlock implements FinalBlock {
    private final Chain chain;
    private final FinalityRule rule;

    TaggedFinalBlock(Chain chain, FinalityRule rule) {
        this.chain = chain;
        this.rule = rule;
    }

    @Override
    public Optional<Long> number() throws PaymentFailure {
        Optional<String> tag = rule.tag().rpcName();
        if (tag.isPresent()) {
            try {
                return Optional.of(chain.tagged(tag.get()));
            } catch (PaymentFailure e) {
                // A node that cannot be reached says nothing about its tags.
                if (e.kind() == Kind.UNREACHABLE) throw e;
            }
        }
        long block = chain.latest().number() - rule.depth();
        return block < 0 ? Optional.empty() : Optional.of(block);
    }
}
