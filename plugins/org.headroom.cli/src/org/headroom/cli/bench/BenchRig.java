package org.headroom.cli.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.engine.BidParts;
import org.headroom.engine.LeaseLoop;
import org.headroom.engine.RigParts;
import org.headroom.engine.RigPolicy;
import org.headroom.model.Subscription;
import org.headroom.model.bidding.DecisionArchive;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.model.gpu.Series;
import org.headroom.model.gpu.WatchCost;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentRail;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;
import org.headroom.model.units.Joules;
import org.headroom.store.Ledger;

/** The rig's own loop with its own ledger, on made-up GPUs. */
final class BenchRig {
    private BenchRig() {}

    static LeaseLoop loop(
            int gpus,
            MarketLink market,
            EthAddress account,
            Ledger ledger,
            DecisionArchive decisions,
            Path leases,
            Clock clock) {
        RigPolicy policy = MadeUpMarket.policy();
        return loop(
                gpus,
                market,
                new NoJobs(),
                new NoChain(MadeUpMarket.terms(account)),
                ledger,
                decisions,
                leases,
                policy,
                clock);
    }

    /** With an engine and a chain of the caller's. */
    static LeaseLoop loop(
            int gpus,
            MarketLink market,
            ContainerEngine engine,
            PaymentRail payments,
            Ledger ledger,
            DecisionArchive decisions,
            Path leases,
            RigPolicy policy,
            Clock clock) {
        RigParts parts = new RigParts(
                new Gpus(MadeUpMarket.gpus(gpus)),
                Optional.empty(),
                market,
                engine,
                payments,
                ledger.journal(),
                ledger.rig(),
                receipt -> Hash32.ZERO,
                directory -> Hash32.ZERO,
                SecretsReader.NONE,
                leases,
                new BidParts(BidParts.PLAIN.rules(), decisions, BidParts.PLAIN.scripts(), BidParts.PLAIN.machine()));
        return new LeaseLoop(parts, policy, clock);
    }

    /** Each draws the same power all the time. */
    private record Gpus(List<GpuReading> gpus) implements GpuWatch {
        private static final long WATTS = 300;

        @Override
        public NvmlStatus status() {
            return new NvmlStatus(
                    NvmlStatus.State.OK, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "ok");
        }

        @Override
        public Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
            return Series.unavailable(metric);
        }

        @Override
        public Optional<EnergyEstimate> energyEstimate(GpuId gpu, Instant from, Instant to) {
            Joules used =
                    new Joules(WATTS * Math.max(0, Duration.between(from, to).toMillis()));
            return Optional.of(new EnergyEstimate(used, EnergyEstimate.Source.COUNTER));
        }

        @Override
        public void csv(GpuId gpu, Instant from, Instant to, Appendable out) {
            throw new UnsupportedOperationException("nothing is kept");
        }

        @Override
        public WatchCost cost() {
            return WatchCost.UNKNOWN;
        }

        @Override
        public Optional<SampleArchive.Status> archive() {
            return Optional.empty();
        }

        @Override
        public Subscription onChange(Runnable listener) {
            return () -> {};
        }

        @Override
        public Subscription onXid(Consumer<XidEvent> listener) {
            return () -> {};
        }
    }

    private static final class NoJobs implements ContainerEngine {
        @Override
        public EngineStatus status() {
            return MadeUpMarket.ENGINE;
        }

        @Override
        public ContainerState start(JobSpec job) throws JobFailure {
            throw none();
        }

        @Override
        public Optional<ContainerState> find(LeaseId lease) {
            return Optional.empty();
        }

        @Override
        public List<LeaseId> leases() {
            return List.of();
        }

        @Override
        public ContainerState.Exited await(ContainerRef container) throws JobFailure {
            throw none();
        }

        @Override
        public Subscription follow(ContainerRef container, Consumer<String> text, Runnable end) throws JobFailure {
            throw none();
        }

        @Override
        public void stop(ContainerRef container, Duration grace) {}

        @Override
        public void remove(ContainerRef container) {}

        @Override
        public void close() {}

        private static JobFailure none() {
            return new JobFailure(JobFailure.Kind.NO_ENGINE, "the bench runs no jobs");
        }
    }

    private record NoChain(PaymentTerms terms) implements PaymentRail {
        @Override
        public ChainStatus status() {
            return MadeUpMarket.CHAIN;
        }

        @Override
        public ChainLook look(Collection<StreamRef> streams) {
            return new ChainLook(status(), Optional.of(balance(terms.recipient())), Map.of());
        }

        @Override
        public StreamState verify(StreamRef stream, Optional<Long> since) throws PaymentFailure {
            throw new PaymentFailure(PaymentFailure.Kind.UNREACHABLE, "the bench has no chain");
        }

        @Override
        public WalletBalance balance(EthAddress account) {
            return new WalletBalance(account, Usdc.ZERO, Wei.ZERO);
        }

        @Override
        public WithdrawQuote quoteClaims(List<StreamClaim> claims) throws PaymentFailure {
            throw new PaymentFailure(PaymentFailure.Kind.NOTHING_DUE, "the bench has no chain");
        }

        @Override
        public List<Withdrawal> withdraw(WithdrawQuote quote) {
            return List.of();
        }

        @Override
        public List<Withdrawal> resume() {
            return List.of();
        }

        @Override
        public WithdrawalScan withdrawals(StreamRef stream, long from) {
            return new WithdrawalScan(List.of(), from, WithdrawalScan.Outcome.COMPLETE, "");
        }

        @Override
        public Map<Hash32, Finality> finality(Collection<Withdrawal> withdrawals) {
            return Map.of();
        }
    }
}
