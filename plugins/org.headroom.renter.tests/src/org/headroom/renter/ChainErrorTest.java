package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.renter.Closing.Ending;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call to the chain that ends with an error, as where the heap is full, and not with a failure. */
class ChainErrorTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"head", "open", "state", "end", "refund"})
    void streamIsSettledThoughOneCallToTheChainEndedWithAnError(String call) throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        Scene scene = new Scene(home, new Scene.Parts() {
            @Override
            public StreamFunding around(StreamFunding funding, KillSwitch kill) {
                return (StreamFunding) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {StreamFunding.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals(call) && failed.compareAndSet(false, true))
                                throw new OutOfMemoryError("no heap left");
                            return method.invoke(funding, arguments);
                        });
            }
        });
        Rental rental = scene.rent(Scene.request());
        assertThat(failed).isTrue();
        assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.RECEIPTED);
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }
}
