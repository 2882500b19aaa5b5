package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.TransactionLog.Attempt;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transactions on a real chain behind a node that loses answers, lies, refuses, and goes back. */
@Timeout(180)
class TransactionTest extends TransactionFixture {
    @Test
    void anAttemptIsRecordedBeforeItIsSent() throws Exception {
        StreamRef stream = scene.paidStream(key);
        List<String> order = new CopyOnWriteArrayList<>();
        log.steps = order::add;
        scene.proxy.on("eth_sendRawTransaction", (q, node) -> {
            order.add("sent");
            return node.ask(q);
        });
        rail.withdraw(rail.quote(List.of(stream)));
        assertThat(order).containsExactly("before sending", "after sending", "sent");
        Attempt attempt = log.attempts.getFirst();
        assertThat(attempt.raw()).isEqualTo(scene.proxy.sent.getFirst());
        assertThat(attempt.purpose()).isEqualTo("withdraw " + stream.id());
    }

    @Test
    void whatCannotBeRecordedIsNotSent() throws Exception {
        StreamRef stream = scene.paidStream(key);
        WithdrawQuote quote = rail.quote(List.of(stream));
        log.failing = true;
        assertThat(failure(() -> rail.withdraw(quote))).hasMessageContainingAll("it was not sent", "the disk is full");
        assertThat(scene.proxy.sent).isEmpty();
        log.failing = false;
        assertThat(rail.withdraw(quote)).hasSize(1);
    }

    @Test
    void theFirstAttemptStaysBelowTheQuotedCap() throws Exception {
        WithdrawQuote quote = rail.quote(List.of(scene.paidStream(key)));
        rail.withdraw(quote);
        SignedTransaction first = scene.sent().getFirst();
        assertThat(first.fees().max()).isLessThan(quote.maxFeePerGas().amount());
        assertThat(first.gas().longValueExact()).isEqualTo(quote.gas());
        assertThat(log.attempts.getFirst().maxFeePerGas())
                .isEqualTo(quote.maxFeePerGas().amount());
    }

    @Test
    void aLostAnswerToTheSendingLeadsToNoSecondTransaction() throws Exception {
        StreamRef stream = scene.paidStream(key);
        Usdc before = scene.paidOut();
        scene.proxy.on("eth_sendRawTransaction", (q, node) -> {
            node.ask(q);
            throw new NodeProxy.NoAnswer();
        });
        List<Withdrawal> done = rail.withdraw(rail.quote(List.of(stream)));
        assertThat(done).hasSize(1);
        assertThat(scene.count(key)).isEqualTo(BigInteger.ONE);
        assertThat(scene.paidOut().minus(before)).isEqualTo(done.getFirst().amount());
    }

    @Test
    void aTransactionThatTheNodeLostIsSentAgain() throws Exception {
        StreamRef stream = scene.paidStream(key);
        AtomicBoolean lost = new AtomicBoolean();
        scene.proxy.on("eth_sendRawTransaction", (q, node) -> {
            if (lost.compareAndSet(false, true)) throw new NodeProxy.NoAnswer();
            return node.ask(q);
        });
        assertThat(rail.withdraw(rail.quote(List.of(stream)))).hasSize(1);
        assertThat(scene.count(key)).isEqualTo(BigInteger.ONE);
    }

    @Test
    void aStuckTransactionIsReplacedAtAHigherFeeWithinWhatWasShown() throws Exception {
        StreamRef stream = scene.paidStream(key);
        WithdrawQuote quote = rail.quote(List.of(stream));
        Usdc before = scene.paidOut();
        scene.stopMining();
        CompletableFuture<List<Withdrawal>> done = later(() -> rail.withdraw(quote));
        await().atMost(SOON).until(() -> scene.proxy.sent.size() == 1);
        BigInteger dear = scene.sent().getFirst().fees().max().add(BigInteger.ONE);
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            scene.dearBlock(dear);
            return done.isDone();
        });
        List<SignedTransaction> sent = scene.sent();
        assertThat(sent).hasSizeGreaterThan(1);
        SignedTransaction first = sent.getFirst();
        SignedTransaction last = sent.getLast();
        assertThat(last.nonce()).isEqualTo(first.nonce());
        assertThat(last.data()).isEqualTo(first.data());
        assertThat(last.to()).isEqualTo(first.to());
        assertThat(last.value()).isEqualTo(first.value());
        assertThat(last.fees().max().multiply(BigInteger.valueOf(8)))
                .isGreaterThanOrEqualTo(first.fees().max().multiply(BigInteger.valueOf(9)));
        assertThat(last.fees().tip()).isGreaterThan(first.fees().tip());
        assertThat(sent)
                .allSatisfy(t -> assertThat(t.fees().max())
                        .isLessThanOrEqualTo(quote.maxFeePerGas().amount()));
        assertThat(log.attempts)
                .hasSizeGreaterThan(1)
                .allSatisfy(a -> assertThat(a.nonce()).isEqualTo(first.nonce()));
        assertThat(scene.paidOut().minus(before))
                .isEqualTo(done.join().getFirst().amount());
        assertThat(scene.count(key)).isEqualTo(BigInteger.ONE);
    }

    @Test
    void atTheCapTheTransactionIsSentAgainUnchangedAndReportedAsUnknown() throws Exception {
        rail.close();
        rail = scene.rail(key, log, WithdrawalScene.IMPATIENT);
        StreamRef stream = scene.paidStream(key);
        WithdrawQuote quote = rail.quote(List.of(stream));
        BigInteger tooDear = quote.maxFeePerGas().amount().shiftLeft(1);
        scene.stopMining();
        CompletableFuture<PaymentFailure> told = later(() -> failure(() -> rail.withdraw(quote)));
        await().atMost(SOON).until(() -> !scene.sent().isEmpty());
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            scene.dearBlock(tooDear);
            return told.isDone();
        });
        PaymentFailure unknown = told.join();
        assertThat(unknown.kind()).isEqualTo(Kind.PENDING);
        assertThat(unknown)
                .hasMessageStartingWith("Status unknown: the transaction was sent but not confirmed.")
                .hasMessageContaining("highest that was shown");
        await().atMost(SOON).untilAsserted(() -> {
            scene.dearBlock(tooDear);
            assertThat(rail.resume()).isEmpty();
            List<SignedTransaction> sent = scene.sent();
            assertThat(sent.getLast().fees().max())
                    .isEqualTo(quote.maxFeePerGas().amount());
            assertThat(sent.getLast()).isEqualTo(sent.get(sent.size() - 2));
        });
        assertThat(scene.sent()).allSatisfy(t -> {
            assertThat(t.fees().max()).isLessThanOrEqualTo(quote.maxFeePerGas().amount());
            assertThat(t.data())
                    .as("never a cancellation")
                    .isEqualTo(scene.sent().getFirst().data());
        });
        assertThat(rail.status().message()).contains("the network asks for", "withdraw again for a higher fee");
        Usdc before = scene.paidOut();
        // The price falls by an eighth a block.
        scene.mine(40);
        AtomicReference<List<Withdrawal>> done = new AtomicReference<>(List.of());
        await().atMost(SOON).until(() -> {
            done.set(rail.resume());
            scene.mine(1);
            return !done.get().isEmpty();
        });
        assertThat(scene.paidOut().minus(before)).isEqualTo(sum(done.get()));
        assertThat(scene.count(key)).isEqualTo(BigInteger.ONE);
    }

    @Test
    void aSecondWithdrawalOfAStreamIsRefusedWhileTheFirstIsNotConfirmed() throws Exception {
        rail.close();
        rail = scene.rail(key, log, WithdrawalScene.IMPATIENT);
        StreamRef stream = scene.paidStream(key);
        StreamRef other = scene.paidStream(key);
        WithdrawQuote quote = rail.quote(List.of(stream));
        WithdrawQuote both = rail.quote(List.of(other, stream));
        Usdc before = scene.paidOut();
        scene.stopMining();
        assertThat(failure(() -> rail.withdraw(quote)).kind()).isEqualTo(Kind.PENDING);
        PaymentFailure refused = failure(() -> rail.withdraw(both));
        assertThat(refused.kind()).isEqualTo(Kind.PENDING);
        assertThat(refused).hasMessageContainingAll("not confirmed yet", "nothing more was signed");
        assertThat(scene.sent()).extracting(SignedTransaction::nonce).containsOnly(BigInteger.ZERO);
        scene.mine(1);
        List<Withdrawal> first = rail.resume();
        assertThat(first).hasSize(1);
        scene.goOnMining();
        scene.chain.advance(Duration.ofSeconds(30));
        List<Withdrawal> second = rail.withdraw(both);
        assertThat(second).hasSize(2);
        assertThat(scene.paidOut().minus(before)).isEqualTo(sum(first).plus(sum(second)));
    }

    @Test
    void otherTransactionsAreSentWhileAWithdrawalWaits() throws Exception {
        StreamRef stream = scene.paidStream(key);
        StreamRef ended = scene.paidStream(key);
        WithdrawQuote quote = rail.quote(List.of(stream));
        scene.stopMining();
        CompletableFuture<List<Withdrawal>> waiting = later(() -> rail.withdraw(quote));
        await().atMost(SOON).until(() -> !scene.proxy.sent.isEmpty());
        CompletableFuture<Boolean> ending = later(() -> {
            rail.end(ended);
            return true;
        });
        await().atMost(SOON)
                .until(() -> scene.sent().stream().anyMatch(t -> t.nonce().equals(BigInteger.ONE)));
        assertThat(rail.resume()).as("without waiting for a block").isEmpty();
        scene.mine(1);
        assertThat(waiting.join()).hasSize(1);
        assertThat(ending.join()).isTrue();
        assertThat(rail.verify(ended, java.util.Optional.of(1L)).voided()).isTrue();
    }

    @Test
    void anInterruptedWaitEndsAtOnceAndTheTransactionIsContinued() throws Exception {
        StreamRef stream = scene.paidStream(key);
        WithdrawQuote quote = rail.quote(List.of(stream));
        scene.stopMining();
        AtomicReference<PaymentFailure> told = new AtomicReference<>();
        Thread waiting = Thread.ofPlatform().start(() -> told.set(failure(() -> rail.withdraw(quote))));
        await().atMost(SOON).until(() -> !scene.proxy.sent.isEmpty());
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
        assertThat(told.get().kind()).isEqualTo(Kind.PENDING);
        scene.mine(1);
        assertThat(rail.resume()).hasSize(1);
    }

    @Test
    void aTransactionThatTheContractRefusesSaysWhatItsGasCost() throws Exception {
        StreamRef stream = scene.paidStream(key);
        WithdrawQuote quote = rail.quote(List.of(stream));
        scene.proxy.on("eth_sendRawTransaction", (q, node) -> {
            // In the blocks between the look and the transaction, the contract's fee has risen.
            scene.chain.chargeForWithdrawals(100);
            return node.ask(q);
        });
        try {
            PaymentFailure refused = failure(() -> rail.withdraw(quote));
            assertThat(refused.kind()).isEqualTo(Kind.REVERTED);
            assertThat(refused).hasMessageContainingAll("its gas (0.", "no USDC moved");
        } finally {
            scene.chain.chargeForWithdrawals(0);
        }
        assertThat(rail.resume()).isEmpty();
        scene.mine(70);
        rail.resume();
        rail.resume();
        assertThat(log.settled).containsExactly(BigInteger.ZERO);
    }

    @Test
    void aFinalWithdrawalIsReturnedBeforeItIsSettled() throws Exception {
        StreamRef stream = scene.paidStream(key);
        List<Withdrawal> done = rail.withdraw(rail.quote(List.of(stream)));
        assertThat(rail.resume()).isEqualTo(done);
        assertThat(log.settled).as("not final yet").isEmpty();
        scene.mine(70);
        try (FlowPaymentRail restarted = scene.rail(key, log, WithdrawalScene.QUICK)) {
            assertThat(restarted.resume())
                    .as("the process before may not have told")
                    .isEqualTo(done);
            assertThat(log.settled).isEmpty();
            assertThat(restarted.resume()).isEmpty();
            assertThat(log.settled).containsExactly(BigInteger.ZERO);
        }
    }

    @Test
    void aWithdrawalThatVanishesInAReorgIsSentAgainWithTheSameBytes() throws Exception {
        StreamRef stream = scene.paidStream(key);
        WithdrawQuote quote = rail.quote(List.of(stream));
        Usdc before = scene.paidOut();
        scene.stopMining();
        CompletableFuture<List<Withdrawal>> waiting = later(() -> rail.withdraw(quote));
        await().atMost(SOON).until(() -> !scene.proxy.sent.isEmpty());
        scene.mine(1);
        Withdrawal done = waiting.join().getFirst();
        assertThat(rail.resume()).containsExactly(done);
        scene.rollBack(1);
        assertThat(scene.paidOut()).isEqualTo(before);
        int sent = scene.proxy.sent.size();
        assertThat(rail.resume()).as("it is in no block").isEmpty();
        assertThat(scene.proxy.sent.subList(sent, scene.proxy.sent.size()))
                .containsExactly(scene.proxy.sent.getFirst());
        scene.mine(1);
        List<Withdrawal> again = rail.resume();
        assertThat(again).singleElement().satisfies(w -> {
            assertThat(w.transaction()).isEqualTo(done.transaction());
            assertThat(w.stream()).isEqualTo(stream);
        });
        assertThat(scene.paidOut().minus(before)).isEqualTo(sum(again));
        assertThat(scene.count(key)).isEqualTo(BigInteger.ONE);
        assertThat(log.attempts).hasSize(1);
    }

    @Test
    void aFinalTransactionThatTheChainHasNoMoreIsSentAgainBeforeTheNext() throws Exception {
        StreamRef first = scene.paidStream(key);
        StreamRef second = scene.paidStream(key);
        scene.stopMining();
        CompletableFuture<List<Withdrawal>> waiting = later(() -> rail.withdraw(rail.quote(List.of(first))));
        await().atMost(SOON).until(() -> !scene.proxy.sent.isEmpty());
        scene.mine(70);
        Withdrawal lost = waiting.join().getFirst();
        rail.resume();
        rail.resume();
        assertThat(log.settled).containsExactly(BigInteger.ZERO);
        scene.rollBack(70);
        assertThat(scene.count(key)).isEqualTo(BigInteger.ZERO);
        CompletableFuture<List<Withdrawal>> next = later(() -> rail.withdraw(rail.quote(List.of(second))));
        await().atMost(SOON).untilAsserted(() -> {
            rail.resume();
            scene.mine(1);
            assertThat(scene.count(key)).isEqualTo(BigInteger.TWO);
        });
        assertThat(next.join()).isNotEmpty();
        assertThat(scene.proxy.sent.stream().distinct()).hasSize(2);
        assertThat(log.attempts.stream().map(Attempt::hash)).contains(lost.transaction());
    }

    @Test
    void anUnderpricedAttemptIsRaisedAtOnceWithinTheCap() throws Exception {
        StreamRef stream = scene.paidStream(key);
        AtomicBoolean first = new AtomicBoolean(true);
        scene.proxy.on(
                "eth_sendRawTransaction",
                (q, node) -> first.compareAndSet(true, false)
                        ? NodeProxy.error(q, "transaction underpriced: gas tip cap 1, minimum needed 2")
                        : node.ask(q));
        WithdrawQuote quote = rail.quote(List.of(stream));
        assertThat(rail.withdraw(quote)).hasSize(1);
        assertThat(scene.sent()).hasSize(2);
        assertThat(scene.sent().getLast().fees().max())
                .isGreaterThan(scene.sent().getFirst().fees().max())
                .isLessThanOrEqualTo(quote.maxFeePerGas().amount());
    }

    @Test
    void aStreamThatTheProviderEndsPaysNothingMore() throws Exception {
        StreamRef stream = scene.paidStream(key);
        rail.end(stream);
        var state = rail.verify(stream, java.util.Optional.of(1L));
        assertThat(state.voided()).isTrue();
        Usdc due = state.due(state.readAt());
        assertThat(due.baseUnits()).isPositive();
        scene.chain.advance(Duration.ofHours(1));
        assertThat(rail.verify(stream, java.util.Optional.of(1L))
                        .due(state.readAt().plus(Duration.ofHours(1))))
                .isEqualTo(due);
        int sent = scene.proxy.sent.size();
        rail.end(stream);
        assertThat(scene.proxy.sent).as("once is enough").hasSize(sent);
        assertThat(scene.renter.refundMax(stream)).isEqualTo(Usdc.parse("50").minus(due));
        assertThat(rail.withdraw(rail.quote(List.of(stream))).getFirst().amount())
                .isEqualTo(due);
        Chain.Receipt ended =
                scene.direct.receipt(log.attempts.getFirst().hash()).orElseThrow();
        assertThat(ended.gasUsed()).isBetween(20_000L, 80_000L);
    }

    @Test
    void gasThatWasEstimatedInAStreamsFirstSecondSufficesToEndItLater() throws Exception {
        StreamRef stream = scene.stream(key);
        scene.proxy.on("eth_estimateGas", (q, node) -> NodeProxy.result(q, "0xb3b0"));
        scene.chain.advance(Duration.ofMinutes(1));
        rail.end(stream);
        assertThat(rail.verify(stream, java.util.Optional.of(1L)).voided()).isTrue();
    }

    @Test
    void aStreamOfAnotherProviderIsNotEnded() throws Exception {
        StreamRef stream = scene.paidStream(scene.provider());
        assertThat(failure(() -> rail.end(stream)).kind()).isEqualTo(Kind.NO_SUCH_STREAM);
        assertThat(log.attempts).isEmpty();
    }
}
