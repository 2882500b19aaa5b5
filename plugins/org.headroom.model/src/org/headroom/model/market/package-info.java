/** The messages of the market and the link they travel on. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.market;
