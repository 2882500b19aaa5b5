package org.headroom.market;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The threads of one connection of Paho, which tells nobody when one of them ends. Each task that it starts has a thread of its
 * own; its timer has one for its keep-alive.
 */
final class PahoThreads extends ScheduledThreadPoolExecutor {
    /** Paho tells of an orderly end from another thread, perhaps after this one has ended. */
    private static final long TOLD_WITHIN_MS = 1_000;

    private final Set<Thread> shortTasks = ConcurrentHashMap.newKeySet();
    private final Consumer<Throwable> failed;
    private final Runnable ended;

    /**
     * @param failed told what a thread ended with, on that thread
     * @param ended told a second after one of the threads for reading, writing and callbacks has ended
     */
    PahoThreads(Consumer<Throwable> failed, Runnable ended) {
        super(1, Thread.ofPlatform().name("mqtt-timer").daemon(true).factory());
        this.failed = failed;
        this.ended = ended;
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        setRemoveOnCancelPolicy(true);
    }

    /** Short tasks: to connect and to disconnect. */
    @Override
    public void execute(Runnable task) {
        Thread thread = thread(() -> {
            try {
                task.run();
            } finally {
                shortTasks.remove(Thread.currentThread());
            }
        });
        shortTasks.add(thread);
        thread.start();
    }

    /** Those that run as long as the connection. What is returned cannot be cancelled: Paho ends them by a flag, too. */
    @Override
    public Future<?> submit(Runnable task) {
        var done = new CompletableFuture<Void>();
        thread(() -> {
                    try {
                        task.run();
                    } finally {
                        done.complete(null);
                        if (!isShutdown()) super.schedule(ended, TOLD_WITHIN_MS, TimeUnit.MILLISECONDS);
                    }
                })
                .start();
        return done;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return super.schedule(() -> guarded(task), delay, unit);
    }

    /**
     * Waits for the short tasks, at most for that time. A connection that is ended while Paho starts its threads would leave the
     * one that starts them waiting for ever.
     */
    void awaitShortTasks(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        try {
            for (Thread each : shortTasks) {
                long left = end - System.nanoTime();
                if (left <= 0 || !each.join(Duration.ofNanos(left))) return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(Runnable task) {
        return Thread.ofPlatform().name("mqtt-client").daemon(true).unstarted(() -> guarded(task));
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            failed.accept(e);
        }
    }
}
