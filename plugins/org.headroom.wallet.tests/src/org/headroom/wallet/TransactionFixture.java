package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A provider with a rail of its own for each test, on one chain for each class; so only one class at a time. */
@ResourceLock("the chain of transactions")
abstract class TransactionFixture {
    static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    static WithdrawalScene scene;

    final RecordingLog log = new RecordingLog();
    KeySigner key;
    FlowPaymentRail rail;

    @BeforeAll
    static void start() throws Exception {
        scene = new WithdrawalScene(folder);
    }

    @AfterAll
    static void end() {
        if (scene != null) scene.close();
    }

    @BeforeEach
    void open(TestInfo story) throws Exception {
        scene.begin(story);
        key = scene.provider();
        scene.proxy.sent.clear();
        rail = scene.rail(key, log, WithdrawalScene.QUICK);
    }

    @AfterEach
    void close() throws Exception {
        scene.proxy.revive();
        for (String method : List.of("eth_sendRawTransaction", "eth_getTransactionCount", "eth_estimateGas"))
            scene.proxy.behave(method);
        scene.goOnMining();
        rail.close();
        scene.endStory();
    }

    static Usdc sum(List<Withdrawal> withdrawals) {
        return withdrawals.stream().map(Withdrawal::amount).reduce(Usdc.ZERO, Usdc::plus);
    }

    static <T> CompletableFuture<T> later(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(work.run());
            } catch (Throwable e) {
                result.completeExceptionally(new CompletionException(e));
            }
        });
        return result;
    }

    static PaymentFailure failure(Failing call) {
        PaymentFailure failure = catchThrowableOfType(PaymentFailure.class, call::run);
        assertThat(failure).as("it went through").isNotNull();
        return failure;
    }

    interface Work<T> {
        T run() throws Exception;
    }

    interface Failing {
        void run() throws Exception;
    }
}
