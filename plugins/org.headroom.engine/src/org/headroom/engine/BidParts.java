package org.headroom.engine;

import java.util.Optional;
import java.util.function.Supplier;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.DecisionArchive;
import org.headroom.model.bidding.RigStanding.Machine;
import org.headroom.model.bidding.ScriptAnswer;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Blocklist;
import org.headroom.model.market.Order;

/**
 * What bidding needs beside the rest of the rig. The engine owns none of it and closes none of it.
 *
 * @param blocklist with whom the owner does no business; empty where nobody is asked
 * @param machine what the machine has for jobs, as it was last looked at; asked each second, so it must not wait
 */
public record BidParts(
        RulesStore rules,
        DecisionArchive decisions,
        PriceScripts scripts,
        Optional<Blocklist> blocklist,
        Supplier<Machine> machine) {
    /** Nobody is blocked. */
    public BidParts(RulesStore rules, DecisionArchive decisions, PriceScripts scripts, Supplier<Machine> machine) {
        this(rules, decisions, scripts, Optional.empty(), machine);
    }

    /** Rules are forgotten, decisions are kept nowhere, no program is ever asked, of the machine nothing is known. */
    public static final BidParts PLAIN = new BidParts(
            new RulesStore() {
                @Override
                public Optional<BidRules> read() {
                    return Optional.empty();
                }

                @Override
                public void keep(BidRules rules) {}
            },
            DecisionArchive.NONE,
            new PriceScripts() {
                @Override
                public Optional<String> problem(String program) {
                    return Optional.empty();
                }

                @Override
                public ScriptAnswer ask(String program, Order order, java.util.List<GpuReading> gpus) {
                    return new ScriptAnswer(program, Optional.empty(), "this rig asks no programs");
                }
            },
            () -> Machine.UNKNOWN);

    /** Where the owner's rules are kept. */
    public interface RulesStore {
        /** Empty where none have been kept yet. */
        Optional<BidRules> read();

        /** Durable when it returns. @throws org.headroom.model.lease.Journal.JournalFailure if it cannot be kept */
        void keep(BidRules rules);
    }

    /** Programs of the owner's that find prices. */
    public interface PriceScripts {
        /** Why a program cannot be asked, as a sentence; empty where it can. */
        Optional<String> problem(String program);

        /**
         * Asks and waits, for seconds at the most. Never throws: what goes wrong is in the answer.
         *
         * @param gpus that the order would get
         */
        ScriptAnswer ask(String program, Order order, java.util.List<GpuReading> gpus);
    }
}
