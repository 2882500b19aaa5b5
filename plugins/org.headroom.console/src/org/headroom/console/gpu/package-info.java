/** One GPU over time. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.gpu;
