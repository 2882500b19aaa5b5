package org.headroom.engine;

import java.util.List;
import java.util.Optional;
import org.headroom.engine.LeaseEffect.CreateReceipt;
import org.headroom.engine.LeaseEffect.DiscardJob;
import org.headroom.engine.LeaseEffect.FinishOutput;
import org.headroom.engine.LeaseEffect.HashArtefacts;
import org.headroom.engine.LeaseEffect.RemoveContainer;
import org.headroom.engine.LeaseEffect.ReviewOffers;
import org.headroom.engine.LeaseEffect.SendBid;
import org.headroom.engine.LeaseEffect.SendReceipt;
import org.headroom.engine.LeaseEffect.SignReceipt;
import org.headroom.engine.LeaseEffect.StartJob;
import org.headroom.engine.LeaseEffect.StopJob;
import org.headroom.engine.LeaseEffect.TellRenter;
import org.headroom.engine.LeaseEffect.VerifyStream;
import org.headroom.engine.LeaseEffect.WatchJob;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseEvent.ArtefactsHashed;
import org.headroom.model.lease.LeaseEvent.BidLapsed;
import org.headroom.model.lease.LeaseEvent.BidMade;
import org.headroom.model.lease.LeaseEvent.BidTaken;
import org.headroom.model.lease.LeaseEvent.DrainAsked;
import org.headroom.model.lease.LeaseEvent.DrainLifted;
import org.headroom.model.lease.LeaseEvent.HealthStopAsked;
import org.headroom.model.lease.LeaseEvent.JobEnded;
import org.headroom.model.lease.LeaseEvent.JobRefused;
import org.headroom.model.lease.LeaseEvent.JobStarted;
import org.headroom.model.lease.LeaseEvent.MoneyWithdrawn;
import org.headroom.model.lease.LeaseEvent.NoticeGiven;
import org.headroom.model.lease.LeaseEvent.NoticeLifted;
import org.headroom.model.lease.LeaseEvent.OwnerStopAsked;
import org.headroom.model.lease.LeaseEvent.PaymentKnown;
import org.headroom.model.lease.LeaseEvent.PaymentUnknown;
import org.headroom.model.lease.LeaseEvent.ReceiptNumbered;
import org.headroom.model.lease.LeaseEvent.ReceiptSigned;
import org.headroom.model.lease.LeaseEvent.ShortfallBooked;
import org.headroom.model.lease.LeaseEvent.StopAsked;
import org.headroom.model.lease.LeaseEvent.StreamRefused;
import org.headroom.model.lease.LeaseEvent.StreamReplaced;
import org.headroom.model.lease.LeaseEvent.StreamVerified;
import org.headroom.model.lease.LeaseEvent.WithdrawalFinal;
import org.headroom.model.lease.LeaseEvent.WithdrawalReverted;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseState.Bidding;
import org.headroom.model.lease.LeaseState.Ended;
import org.headroom.model.lease.LeaseState.Lapsed;
import org.headroom.model.lease.LeaseState.Numbered;
import org.headroom.model.lease.LeaseState.Paid;
import org.headroom.model.lease.LeaseState.Receipted;
import org.headroom.model.lease.LeaseState.Refused;
import org.headroom.model.lease.LeaseState.Running;
import org.headroom.model.lease.LeaseState.Starting;
import org.headroom.model.lease.LeaseState.Stopping;
import org.headroom.model.lease.LeaseState.Unserved;
import org.headroom.model.lease.LeaseState.Verifying;
import org.headroom.model.lease.Notice;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseUpdate.Phase;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;

/** A lease's whole life as a pure function. */
public final class LeaseMachine {
    /** A GPU whose alarms come and go all the time is not told of without end. */
    private static final int MOST_WARNINGS = 100;

    private LeaseMachine() {}

    /** @param state empty before the bid */
    public static Transition apply(Optional<LeaseState> state, LeaseEvent event) {
        if (state.isEmpty()) {
            return event instanceof BidMade b
                    ? Transition.to(
                            new Bidding(b.terms(), b.chainHead(), b.at()), new SendBid(b.terms()), new ReviewOffers())
                    : Transition.ignored("there is no such lease");
        }
        if (event instanceof MoneyWithdrawn money) return withdrawn(state.get(), money);
        if (event instanceof WithdrawalFinal known) return finalized(state.get(), known);
        if (event instanceof WithdrawalReverted gone) return reverted(state.get(), gone);
        if (event instanceof StreamReplaced other) return replaced(state.get(), other);
        return switch (state.get()) {
            case Bidding s -> bidding(s, event);
            case Verifying s -> verifying(s, event);
            case Starting s -> starting(s, event);
            case Running s -> running(s, event);
            case Stopping s -> stopping(s, event);
            case Ended s -> ended(s, event);
            case Numbered s -> numbered(s, event);
            case Receipted s -> receipted(s, event);
            case Paid s -> tooLate(s, event);
            case Unserved s -> tooLate(s, event);
            case Lapsed s -> tooLate(s, event);
            case Refused s -> tooLate(s, event);
        };
    }

    private static Transition bidding(Bidding s, LeaseEvent event) {
        return switch (event) {
            case BidTaken e ->
                Transition.to(
                        new Verifying(s.terms(), e.acceptance(), s.chainHead(), e.at()),
                        new VerifyStream(s.terms(), e.acceptance(), s.chainHead()));
            case BidLapsed e -> Transition.to(new Lapsed(s.terms(), e.at()), new ReviewOffers());
            default -> unfit(s, event);
        };
    }

    private static Transition verifying(Verifying s, LeaseEvent event) {
        return switch (event) {
            case StreamVerified e ->
                Transition.to(
                        new Starting(s.terms(), s.acceptance(), Funding.of(e.stream()), e.at()),
                        new TellRenter(s.terms(), Phase.STARTING, ""),
                        new StartJob(s.terms(), s.acceptance()));
            case StreamRefused e
            when e.stream().isPresent() ->
                Transition.to(
                        new Unserved(s.terms(), Funding.of(e.stream().get()), e.reason(), e.at()),
                        new TellRenter(s.terms(), Phase.REFUSED, e.reason()),
                        new ReviewOffers());
            case StreamRefused e -> refuse(s, e.reason(), e);
            case JobRefused e -> refuse(s, e.reason(), e);
            default -> unfit(s, event);
        };
    }

    private static Transition starting(Starting s, LeaseEvent event) {
        return switch (event) {
            case JobStarted e ->
                Transition.to(
                        new Running(s.terms(), s.funding(), e.container(), e.at()),
                        new TellRenter(s.terms(), Phase.RUNNING, ""),
                        new WatchJob(s.terms(), e.container(), e.at()));
            case JobRefused e ->
                Transition.to(
                        new Unserved(s.terms(), s.funding(), e.reason(), e.at()),
                        new TellRenter(s.terms(), Phase.REFUSED, e.reason()),
                        new DiscardJob(s.terms()),
                        new ReviewOffers());
            default -> unfit(s, event);
        };
    }

    private static Transition running(Running s, LeaseEvent event) {
        return switch (event) {
            case StopAsked e -> stop(s, e.why(), "", e);
            case HealthStopAsked e -> stop(s, StopReason.GPU_UNHEALTHY, e.reason(), e);
            case DrainAsked e
            when s.drain().isEmpty() && s.warnings() < MOST_WARNINGS -> warned(s, Optional.of(e.reason()));
            case DrainLifted e when s.drain().isPresent() -> warned(s, Optional.empty());
            case OwnerStopAsked e -> stop(s, StopReason.OWNER_RETURNED, e.reason(), e);
            case NoticeGiven e when s.due().isEmpty() -> noticed(s, new Notice(e.reason(), e.stopAt(), false));
            case NoticeLifted e
            when s.due().isPresent() && s.warnings() < MOST_WARNINGS ->
                noticed(s, lifted(s.due().get()));
            case JobEnded e -> ended(new Ended(s.terms(), s.funding(), s.container(), e.result()));
            default -> unfit(s, event);
        };
    }

    private static Transition stop(Running s, StopReason why, String detail, LeaseEvent event) {
        Stopping next = new Stopping(s.terms(), s.funding(), s.container(), s.startedAt(), why, detail, event.at());
        return Transition.to(
                next,
                new TellRenter(s.terms(), Phase.STOPPING, next.words()),
                new StopJob(s.terms(), s.container(), why, next.since()));
    }

    private static Transition warned(Running s, Optional<String> drain) {
        // What the owner has taken back is not said again with the news of the GPU's health.
        Running next =
                new Running(s.terms(), s.funding(), s.container(), s.startedAt(), drain, s.warnings() + 1, s.due());
        return Transition.to(next, tellRunning(next));
    }

    private static Transition noticed(Running s, Notice notice) {
        Running next = new Running(
                s.terms(), s.funding(), s.container(), s.startedAt(), s.drain(), s.warnings() + 1, Optional.of(notice));
        return Transition.to(next, tellRunning(next));
    }

    private static Notice lifted(Notice notice) {
        return new Notice(notice.reason(), notice.stopAt(), true);
    }

    static TellRenter tellRunning(Running s) {
        return new TellRenter(s.terms(), Phase.RUNNING, RunningNews.of(s), s.warnings());
    }

    private static Transition stopping(Stopping s, LeaseEvent event) {
        return event instanceof JobEnded e
                ? ended(new Ended(s.terms(), s.funding(), s.container(), e.result()))
                : unfit(s, event);
    }

    /** From here on the GPU is free and nothing more is billed, however long what the job left takes to be hashed. */
    private static Transition ended(Ended next) {
        return Transition.to(next, afterTheEnd(next), new ReviewOffers());
    }

    private static LeaseEffect afterTheEnd(Ended s) {
        return s.result().artefacts().pending() ? new HashArtefacts(s.terms()) : new CreateReceipt(s.terms());
    }

    private static Transition ended(Ended s, LeaseEvent event) {
        boolean pending = s.result().artefacts().pending();
        return switch (event) {
            case ArtefactsHashed e
            when pending && !e.artefacts().pending() ->
                Transition.to(
                        new Ended(
                                s.terms(),
                                s.funding(),
                                s.container(),
                                s.result().with(e.artefacts())),
                        new CreateReceipt(s.terms()));
            case ReceiptNumbered e
            when !pending ->
                Transition.to(
                        new Numbered(
                                s.terms(), s.funding().withReceipt(), s.container(), s.result(), e.receipt(), e.hash()),
                        new SignReceipt(s.terms()));
            default -> unfit(s, event);
        };
    }

    private static Transition numbered(Numbered s, LeaseEvent event) {
        if (!(event instanceof ReceiptSigned e)) return unfit(s, event);
        if (!e.receipt().message().receipt().equals(s.receipt()))
            return Transition.ignored("another receipt is on record for this lease");
        return Transition.to(
                settled(new Receipted(s.terms(), s.funding(), s.container(), s.result(), e.receipt(), s.hash())),
                new SendReceipt(e.receipt()),
                new TellRenter(s.terms(), Phase.ENDED, s.result().detail()),
                new RemoveContainer(s.terms(), s.container()));
    }

    private static Transition receipted(Receipted s, LeaseEvent event) {
        Funding funding = s.funding();
        boolean unknown = funding.unknownSince().isPresent();
        return switch (event) {
            case ShortfallBooked e
            when isMissing(s, e.amount()) -> Transition.to(settled(withFunding(s, funding.withShortfall(e.amount()))));
            case ShortfallBooked e -> Transition.ignored("the shortfall is not what is missing");
            case PaymentUnknown e
            when !unknown && isMissing(s, e.amount()) ->
                Transition.to(withFunding(s, funding.withUnknown(Optional.of(e.at()))));
            case PaymentKnown e when unknown -> Transition.to(withFunding(s, funding.withUnknown(Optional.empty())));
            default -> tooLate(s, event);
        };
    }

    private static boolean isMissing(Receipted lease, Usdc amount) {
        return amount.compareTo(Usdc.ZERO) > 0 && lease.claimable().equals(Optional.of(amount));
    }

    /** Money may come at any time from the moment the stream is known; the same transaction counts once. */
    private static Transition withdrawn(LeaseState state, MoneyWithdrawn event) {
        Optional<Funding> before = state.paidBy();
        if (before.isEmpty()) return Transition.ignored("no stream pays for this lease");
        if (!before.get().stream().ref().equals(event.withdrawal().stream()))
            return Transition.ignored("the withdrawal is from another stream");
        if (before.get().counts(event.withdrawal())) return Transition.ignored("this transaction has been counted");
        return Transition.to(settled(withFunding(state, before.get().with(event.withdrawal()))));
    }

    private static Transition finalized(LeaseState state, WithdrawalFinal event) {
        Optional<Funding> before = state.paidBy();
        if (before.isEmpty() || !counts(before.get(), event.transaction()))
            return Transition.ignored("no such withdrawal is counted");
        if (before.get().finals().contains(event.transaction()))
            return Transition.ignored("this withdrawal is known to be final");
        return Transition.to(withFunding(state, before.get().withFinal(event.transaction())));
    }

    private static Transition replaced(LeaseState state, StreamReplaced event) {
        Optional<Funding> before = state.paidBy();
        if (before.isEmpty()) return Transition.ignored("no stream pays for this lease");
        Funding funding = before.get();
        if (event.stream().isEmpty() && funding.isLost()) return Transition.ignored("its stream is lost already");
        return Transition.to(withFunding(
                state, event.stream().map(funding::withStream).orElseGet(() -> funding.withoutStream(event.reason()))));
    }

    /** The lease is paid no longer where it was paid by what has vanished. */
    private static Transition reverted(LeaseState state, WithdrawalReverted event) {
        Optional<Funding> before = state.paidBy();
        if (before.isEmpty() || !counts(before.get(), event.transaction()))
            return Transition.ignored("no such withdrawal is counted");
        Funding after = before.get().without(event.transaction());
        if (!(state instanceof Paid p)) return Transition.to(withFunding(state, after));
        return Transition.to(settled(new Receipted(
                p.terms(), after.withShortfall(Usdc.ZERO), p.container(), p.result(), p.receipt(), p.hash())));
    }

    private static boolean counts(Funding funding, Hash32 transaction) {
        return funding.withdrawals().stream().anyMatch(w -> w.transaction().equals(transaction));
    }

    /** @param state one that a stream pays for */
    private static LeaseState withFunding(LeaseState state, Funding funding) {
        return switch (state) {
            case Starting s -> new Starting(s.terms(), s.acceptance(), funding, s.since());
            case Running s ->
                new Running(s.terms(), funding, s.container(), s.startedAt(), s.drain(), s.warnings(), s.notice());
            case Stopping s ->
                new Stopping(s.terms(), funding, s.container(), s.startedAt(), s.why(), s.detail(), s.since());
            case Ended s -> new Ended(s.terms(), funding, s.container(), s.result());
            case Numbered s -> new Numbered(s.terms(), funding, s.container(), s.result(), s.receipt(), s.hash());
            case Receipted s -> new Receipted(s.terms(), funding, s.container(), s.result(), s.receipt(), s.hash());
            case Paid s -> new Paid(s.terms(), funding, s.container(), s.result(), s.receipt(), s.hash());
            case Unserved s -> new Unserved(s.terms(), funding, s.reason(), s.at());
            case Bidding s -> s;
            case Verifying s -> s;
            case Lapsed s -> s;
            case Refused s -> s;
        };
    }

    /** Paid as soon as the receipt's amount has come in or is booked as a loss. */
    private static LeaseState settled(LeaseState state) {
        if (!(state instanceof Receipted r)) return state;
        Usdc covered = r.paid().plus(r.funding().shortfall());
        if (covered.compareTo(r.receipt().message().receipt().amountDue()) < 0) return r;
        Funding known = r.funding().withUnknown(Optional.empty());
        return new Paid(r.terms(), known, r.container(), r.result(), r.receipt(), r.hash());
    }

    private static Transition refuse(LeaseState s, String reason, LeaseEvent event) {
        return Transition.to(
                new Refused(s.terms(), reason, event.at()),
                new TellRenter(s.terms(), Phase.REFUSED, reason),
                new ReviewOffers());
    }

    private static Transition tooLate(LeaseState s, LeaseEvent event) {
        return Transition.ignored("the lease is over: " + name(s) + " does not take " + name(event));
    }

    private static Transition unfit(LeaseState s, LeaseEvent event) {
        return Transition.ignored(name(s) + " does not take " + name(event));
    }

    private static String name(Object o) {
        return o.getClass().getSimpleName();
    }

    /** What has to be taken up again for a lease that was in this state when the program ended. */
    public static List<LeaseEffect> resume(LeaseState state) {
        return switch (state) {
            case Bidding s -> List.of(new SendBid(s.terms()));
            case Verifying s -> List.of(new VerifyStream(s.terms(), s.acceptance(), s.chainHead()));
            case Starting s ->
                List.of(new TellRenter(s.terms(), Phase.STARTING, ""), new StartJob(s.terms(), s.acceptance()));
            case Running s -> List.of(tellRunning(s), new WatchJob(s.terms(), s.container(), s.startedAt()));
            case Stopping s ->
                List.of(
                        new TellRenter(s.terms(), Phase.STOPPING, s.words()),
                        new StopJob(s.terms(), s.container(), s.why(), s.since()),
                        new WatchJob(s.terms(), s.container(), s.startedAt()));
            case Ended s
            when s.result().artefacts().pending() ->
                List.of(new FinishOutput(s.terms(), s.container()), afterTheEnd(s));
            case Ended s -> List.of(afterTheEnd(s));
            case Numbered s -> List.of(new SignReceipt(s.terms()));
            case Receipted s -> List.of(new SendReceipt(s.receipt()), new RemoveContainer(s.terms(), s.container()));
            case Paid s -> List.of(new RemoveContainer(s.terms(), s.container()));
            case Unserved s -> List.of();
            case Lapsed s -> List.of();
            case Refused s -> List.of();
        };
    }
}
