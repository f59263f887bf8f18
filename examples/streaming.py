"""A streamed answer, synchronous and with asyncio: the same core, the same state.

OPENAI_API_KEY=… python examples/streaming.py
"""

import asyncio

import polyroute

BODY = {"model": "openai/gpt-5-mini", "messages": [{"role": "user", "content": "Where should I go from Ghent?"}]}

gateway = polyroute.Gateway()

with gateway.chat(BODY, stream=True) as stream:
    for text in stream.text_stream:
        print(text, end="", flush=True)
print()
print(stream.polyroute.ttft_ms, "ms to the first token")


async def main():
    async for chunk in await gateway.aio.chat(BODY, stream=True):
        if chunk.choices:
            print(chunk.choices[0].delta.get("content") or "", end="", flush=True)
    print()


asyncio.run(main())
gateway.close()
