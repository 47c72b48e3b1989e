"""What is shown of a published release: the explorer (one HTML page) and pictures.

What stands here reads releases and decides nothing of them: it has no part in their version.
"""
