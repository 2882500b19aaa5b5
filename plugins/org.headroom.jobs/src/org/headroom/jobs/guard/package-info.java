/**
 * The guard: a small program that outlives the rig and ends a job whose time is over. It uses the JDK and
 * {@link org.headroom.jobs.http} alone, because it is started with nothing else in its class path.
 */
@org.jspecify.annotations.NullMarked
package org.headroom.jobs.guard;
